package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes, however slow whoever is, whatever they ask for: every subscriber's messages stand, one after another and in
 * order, for exactly the ticks that there were, the last value is the last, and every value is accounted for.
 */
final class PriceLanePropertyTest {
    private static final int RUNS = 400;
    private static final int STEPS = 400;
    private static final int SYMBOLS = 5;

    static LongStream seeds() {
        return LongStream.range(0, RUNS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMessageStandsForTheTicksThatFollowTheOneBefore(long seed) {
        World world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        world.finish();
    }

    /** Everything that can happen to a fan-out, at random. */
    private static final class World {
        private final Random random;
        private final List<ByteBuf> buffers = new ArrayList<>();
        private final List<QuoteTopic> topics = IntStream.range(0, SYMBOLS)
                .mapToObj(i -> new QuoteTopic("S" + i + "-USD", new MarketGroup(i)))
                .toList();
        private final List<Client> clients = new ArrayList<>();
        private final List<Client> gone = new ArrayList<>();
        private final Fanout fanout;
        private boolean behind;
        private long nowMs;
        private long seq;

        private World(long seed) {
            random = new Random(seed);
            fanout = new Fanout(new Messages(() -> nowMs), () -> nowMs);
            for (int i = 0; i < 4; i++) {
                clients.add(new Client(this));
            }
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4, 5 -> turn();
                case 6 -> someone().follow(some(), terms());
                case 7 -> someone().unfollow(some());
                case 8 -> someone().congested ^= true;
                case 9 -> someone().lane.batch(random.nextBoolean());
                case 10 -> flush(random.nextInt(400));
                default -> replaceNowAndThen();
            }
            for (Client client : clients) {
                client.checkLedger();
            }
        }

        private void turn() {
            int ticks = random.nextInt(6);
            for (int i = 0; i < ticks; i++) {
                QuoteTopic topic = topics.get(random.nextInt(SYMBOLS));
                String price = random.nextInt(8) == 0 ? null : String.valueOf(random.nextInt(2000) / 10d);
                Tick tick = new Tick(
                        topic.symbol(), ++seq, "sim", seq, price, null, null, null, null, null, null, null, null);
                clients.forEach(client -> client.published(topic, tick));
                topic.accept(tick, 1);
                fanout.note(topic, tick);
            }
            behind = random.nextInt(8) == 0;
            fanout.deliver(behind);
            behind = false;
        }

        private void flush(long passedMs) {
            nowMs += passedMs;
            fanout.flush();
        }

        private void replaceNowAndThen() {
            if (random.nextInt(4) == 0) {
                Client leaving = clients.remove(random.nextInt(clients.size()));
                leaving.leave();
                gone.add(leaving);
                clients.add(new Client(this));
            }
        }

        private Client someone() {
            return clients.get(random.nextInt(clients.size()));
        }

        private List<QuoteTopic> some() {
            List<QuoteTopic> shuffled = new ArrayList<>(topics);
            Collections.shuffle(shuffled, random);
            return shuffled.subList(0, 1 + random.nextInt(3));
        }

        private Terms terms() {
            Mode mode = random.nextBoolean() ? Mode.LATEST : Mode.ALL;
            return random.nextInt(3) == 0 ? new Terms(mode, 50L * (1 + random.nextInt(6))) : new Terms(mode, 0);
        }

        private void finish() {
            turn();
            clients.forEach(client -> client.congested = false);
            flush(10_000);
            assertThat(fanout.waiting()).isZero();
            clients.forEach(Client::checkAllHasCome);
            int followed =
                    clients.stream().mapToInt(client -> client.lane.size()).sum();
            assertThat(fanout.subscriptions()).isEqualTo(followed);
            clients.forEach(Client::leave);
            gone.addAll(clients);
            assertThat(fanout.subscriptions()).isZero();
            assertThat(topics).noneMatch(QuoteTopic::isWanted);
            assertThat(fanout.ledger().published())
                    .isEqualTo(
                            gone.stream().mapToLong(client -> client.published).sum());
            assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
        }
    }

    /** A subscriber, and what it should have got. */
    private static final class Client implements Subscriber {
        private final World world;
        private final PriceLane lane;
        private final Map<QuoteTopic, List<Tick>> missing = new HashMap<>();
        private final Map<QuoteTopic, Terms> terms = new HashMap<>();
        private boolean congested;
        private boolean congestedBefore;
        private long published;
        private long delivered;

        private Client(World world) {
            this.world = world;
            lane = world.fanout.lane(this);
        }

        private void follow(List<QuoteTopic> topics, Terms newTerms) {
            lane.follow(topics, newTerms);
            topics.forEach(topic -> {
                terms.put(topic, newTerms);
                missing.put(topic, new ArrayList<>());
            });
        }

        private void unfollow(List<QuoteTopic> topics) {
            lane.unfollow(topics);
            topics.forEach(missing::remove);
        }

        private void leave() {
            lane.cancel();
            missing.clear();
            checkLedger();
        }

        private void published(QuoteTopic topic, Tick tick) {
            if (missing.containsKey(topic)) {
                missing.get(topic).add(tick);
                published++;
            }
        }

        private void checkLedger() {
            Ledger ledger = lane.ledger();
            assertThat(ledger.published() + lane.waiting()).isEqualTo(published);
            assertThat(ledger.published()).isEqualTo(ledger.delivered() + ledger.merged() + ledger.dropped());
            assertThat(ledger.delivered()).isEqualTo(delivered);
        }

        private void checkAllHasCome() {
            assertThat(missing.values()).allMatch(List::isEmpty);
        }

        @Override
        public void deliver(Outbound message) {
            throw new AssertionError("prices come in bundles");
        }

        @Override
        public boolean deliver(Bundle bundle) {
            checkFrames(bundle);
            int before = (int) delivered;
            for (Outbound message : bundle.messages()) {
                JsonObject json = new JsonObject(message.text());
                if (json.getString("type").equals("batch")) {
                    JsonArray all = json.getJsonArray("data");
                    IntStream.range(0, all.size()).mapToObj(all::getJsonObject).forEach(this::received);
                } else {
                    received(json);
                }
            }
            assertThat(bundle.updates()).isEqualTo((int) delivered - before);
            return true;
        }

        @Override
        public boolean congested() {
            congestedBefore |= congested;
            return congested;
        }

        @Override
        public boolean congestedPrivately() {
            return false;
        }

        private void received(JsonObject message) {
            delivered++;
            QuoteTopic topic = world.topics.stream()
                    .filter(one -> message.getString("channel").equals("prices:" + one.symbol()))
                    .findFirst()
                    .orElseThrow();
            List<Tick> stands = missing.get(topic).subList(0, message.getInteger("merged", 1));
            assertThat(message.getLong("seq"))
                    .isEqualTo(stands.get(stands.size() - 1).seq());
            assertThat(message.getJsonObject("data").getString("price"))
                    .isEqualTo(stands.get(stands.size() - 1).price());
            if (stands.size() > 1) {
                assertThat(decimal(message.getString("high"))).isEqualTo(extreme(stands, 1));
                assertThat(decimal(message.getString("low"))).isEqualTo(extreme(stands, -1));
                Terms agreed = terms.get(topic);
                boolean reason = congestedBefore || world.behind;
                assertThat(agreed.minIntervalMs() > 0 || (reason && agreed.mode() == Mode.LATEST))
                        .as("values are merged only where there is a reason")
                        .isTrue();
            }
            stands.clear();
        }

        private static @Nullable BigDecimal decimal(@Nullable String text) {
            return text == null ? null : new BigDecimal(text);
        }

        private static @Nullable BigDecimal extreme(List<Tick> ticks, int sign) {
            return ticks.stream()
                    .map(Tick::price)
                    .filter(price -> price != null)
                    .map(BigDecimal::new)
                    .max((a, b) -> sign * a.compareTo(b))
                    .orElse(null);
        }

        /** What is sent as bytes is what is sent as text. */
        private void checkFrames(Bundle bundle) {
            ByteBuf frames = bundle.frames(message -> (message.text() + "\n").getBytes(StandardCharsets.UTF_8));
            world.buffers.add(frames);
            StringBuilder expected = new StringBuilder();
            bundle.messages().forEach(message -> expected.append(message.text()).append('\n'));
            assertThat(new String(ByteBufUtil.getBytes(frames), StandardCharsets.UTF_8))
                    .isEqualTo(expected.toString());
        }
    }
}
