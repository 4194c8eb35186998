package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickGroup;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A frame that goes to many goes to them in steps. */
final class FirehoseTest {
    private static final int MANY = 300;

    private final Messages messages = new Messages(() -> 1_000);
    private final QuoteBook book = new QuoteBook(this::note, () -> 1_000);
    private final Deque<Runnable> paused = new ArrayDeque<>();
    private final Firehose firehose = new Firehose(messages, book, paused::add);
    private final Set<ByteBuf> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    private long sequence;

    private void note(QuoteTopic topic, Tick tick) {
        firehose.note(topic, tick);
    }

    private final class Client implements Subscriber {
        private final List<String> got = new ArrayList<>();
        private boolean congested;
        private Runnable whenDelivered = () -> {};

        @Override
        public void deliver(Outbound message) {
            throw new AssertionError("one by one");
        }

        @Override
        public boolean deliver(Bundle bundle) {
            ByteBuf frames = bundle.frames(Outbound::utf8);
            buffers.add(frames);
            got.add(frames.toString(StandardCharsets.UTF_8));
            whenDelivered.run();
            assertThat(frames.refCnt()).as("still there while it is being sent").isPositive();
            return true;
        }

        @Override
        public boolean congested() {
            return congested;
        }

        @Override
        public boolean congestedPrivately() {
            return false;
        }

        private String last() {
            return got.get(got.size() - 1);
        }
    }

    private Client joined() {
        Client client = new Client();
        firehose.join(client);
        return client;
    }

    private List<Client> joined(int count) {
        return IntStream.range(0, count).mapToObj(i -> joined()).toList();
    }

    private void price(String price) {
        sequence++;
        int group = TickGroup.of("BTC-USD");
        MarketGroup open = book.groups().get(group);
        if (open.isClosed()) {
            open.open();
        }
        Tick tick = new Tick("BTC-USD", sequence, "sim", 1, price, null, null, null, null, null, null, null, null);
        book.accept(new TickBatch("p", 1, group, sequence, List.of(tick)));
    }

    private void finishRound() {
        while (!paused.isEmpty()) {
            paused.remove().run();
        }
    }

    /** All have had their first frame. */
    private List<Client> settled(int count) {
        List<Client> clients = joined(count);
        price("1");
        firehose.flush();
        finishRound();
        assertThat(clients).allMatch(client -> client.got.size() == 1);
        return clients;
    }

    private void everythingIsGivenBack() {
        assertThat(buffers).isNotEmpty().allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void fewGetItAtOnce() {
        List<Client> clients = settled(100);
        price("2");

        firehose.flush();

        assertThat(paused).isEmpty();
        assertThat(clients).allMatch(client -> client.last().contains("\"price\":\"2\""));
        everythingIsGivenBack();
    }

    @Test
    void manyGetItInStepsAndAllOfThemTheSame() {
        List<Client> clients = settled(MANY);
        price("2");

        firehose.flush();
        long first = clients.stream().filter(client -> client.got.size() == 2).count();
        assertThat(first).isPositive().isLessThan(MANY);
        assertThat(paused).hasSize(1);
        price("3");
        finishRound();

        assertThat(clients).allMatch(client -> client.got.size() == 2);
        assertThat(clients.stream().map(Client::last).distinct()).hasSize(1);
        assertThat(clients.get(0).last()).contains("\"price\":\"2\"");
        everythingIsGivenBack();
        firehose.flush();
        finishRound();
        assertThat(clients).allMatch(client -> client.last().contains("\"price\":\"3\""));
    }

    @Test
    void theNextFrameWaitsUntilAllHaveGotThisOne() {
        List<Client> clients = settled(MANY);
        price("2");
        firehose.flush();
        price("3");
        firehose.flush();
        price("4");
        firehose.flush();

        assertThat(paused).hasSize(1);
        finishRound();
        assertThat(clients).allMatch(client -> client.last().contains("\"price\":\"2\""));
        firehose.flush();
        finishRound();

        assertThat(clients).allMatch(client -> client.got.size() == 3);
        assertThat(clients.get(MANY - 1).last()).contains("\"price\":\"4\"").contains("\"merged\":2");
    }

    @Test
    void whoJoinsMeanwhileHasEverythingWithTheFrameThatFollows() {
        settled(MANY);
        price("2");
        firehose.flush();
        Client late = joined();
        price("3");
        finishRound();

        assertThat(late.got).singleElement().asString().contains("\"price\":\"3\"");
        firehose.flush();
        finishRound();
        assertThat(late.last()).contains("\"price\":\"3\"");
        everythingIsGivenBack();
    }

    @Test
    void whoLeavesMeanwhileGetsNothingMore() {
        List<Client> clients = settled(MANY);
        price("2");
        firehose.flush();
        firehose.leave(clients.get(MANY - 1));
        firehose.leave(clients.get(0));
        finishRound();

        assertThat(clients.get(MANY - 1).got).hasSize(1);
        assertThat(clients.subList(1, MANY - 1)).allMatch(client -> client.got.size() == 2);
        assertThat(firehose.members()).isEqualTo(MANY - 2);
        everythingIsGivenBack();
    }

    @Test
    void whenTheLastHasLeftNothingIsKept() {
        List<Client> clients = settled(MANY);
        price("2");
        firehose.flush();

        clients.forEach(firehose::leave);

        everythingIsGivenBack();
        finishRound();
        Client next = joined();
        firehose.flush();
        assertThat(next.last()).contains("\"price\":\"2\"");
    }

    @Test
    void allMayLeaveWhileOneOfThemIsBeingServed() {
        List<Client> clients = settled(MANY);
        clients.get(5).whenDelivered = () -> clients.forEach(firehose::leave);
        price("2");

        firehose.flush();

        assertThat(paused).isEmpty();
        assertThat(clients.get(6).got).hasSize(1);
        everythingIsGivenBack();
    }

    @Test
    void whoIsCongestedWhenItsTurnComesCatchesUpWithTheNextFrame() {
        List<Client> clients = settled(MANY);
        Client slow = clients.get(MANY - 1);
        slow.congested = true;
        price("2");
        firehose.flush();
        finishRound();
        slow.congested = false;
        price("3");
        firehose.flush();
        finishRound();

        assertThat(slow.got).hasSize(2);
        assertThat(slow.last()).contains("\"price\":\"3\"").contains("\"merged\":2");
        Ledger ledger = firehose.ledger(slow);
        assertThat(ledger).isNotNull();
        assertThat(ledger.delivered() + ledger.merged()).isEqualTo(2);
        everythingIsGivenBack();
    }
}
