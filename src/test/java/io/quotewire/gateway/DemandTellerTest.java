package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedDemand;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.PriceLane;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.QuoteListener;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.quotewire.gateway.subscription.Subscriber;
import io.quotewire.gateway.subscription.Terms;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DemandTellerTest {
    private final Vertx vertx = Vertx.vertx();
    private final Queue<Set<String>> told = new ConcurrentLinkedQueue<>();
    private final QuoteBook book = new QuoteBook(new Deaf(), () -> 0);
    private final DemandTeller teller = new DemandTeller(vertx.eventBus(), book);
    private final Fanout fanout = new Fanout(new Messages(() -> 0), () -> 0);
    private final PriceLane lane = fanout.lane(new Deaf());

    @BeforeEach
    void listen() {
        vertx.eventBus()
                .<JsonObject>consumer(
                        Address.FEED_DEMAND.text(),
                        message -> told.add(
                                Set.copyOf(FeedDemand.from(message.body()).symbols())));
        book.accept(
                new FeedStatus("p", "f", "f", false, FeedState.CONNECTED, "", 1, List.of("A-B", "C-D", "E-F", "G-H")));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private List<QuoteTopic> topics(String... symbols) {
        return Stream.of(symbols)
                .map(symbol -> Objects.requireNonNull(book.topic(symbol)))
                .toList();
    }

    private void follow(String... symbols) {
        lane.follow(topics(symbols), Terms.USUAL);
    }

    /** Waits until all that was told before has come, then takes it. */
    private List<Set<String>> told() {
        vertx.eventBus()
                .publish(
                        Address.FEED_DEMAND.text(),
                        FeedDemand.of(List.of("the end")).toJson());
        await().until(() -> told.contains(Set.of("the end")));
        List<Set<String>> all = told.stream()
                .filter(symbols -> !symbols.equals(Set.of("the end")))
                .toList();
        told.clear();
        return all;
    }

    @Test
    void whatIsNewIsToldAtOnceTogetherAndNotAgain() {
        follow("A-B", "C-D");
        teller.flush();
        teller.flush();
        assertThat(told()).containsExactly(Set.of("A-B", "C-D"));

        follow("E-F");
        teller.flush();
        assertThat(told()).containsExactly(Set.of("E-F"));
    }

    @Test
    void aSecondSubscriberIsNoNews() {
        follow("A-B");
        teller.flush();
        fanout.lane(new Deaf()).follow(topics("A-B"), Terms.USUAL);
        teller.flush();

        assertThat(told()).containsExactly(Set.of("A-B"));
    }

    @Test
    void allThatIsWantedIsToldAgainBeforeItIsForgotten() {
        follow("A-B", "C-D");
        fanout.lane(new Deaf()).follow(topics("C-D", "E-F"), Terms.of(Terms.USUAL.mode(), 1));
        teller.flush();
        told();
        teller.renew();
        assertThat(told()).containsExactly(Set.of("A-B", "C-D", "E-F"));

        lane.unfollow(topics("A-B", "C-D"));
        teller.renew();
        assertThat(told()).as("one of two has gone").containsExactly(Set.of("C-D", "E-F"));
    }

    @Test
    void whoComesBackIsNewsAgain() {
        follow("A-B");
        teller.flush();
        lane.cancel();
        teller.renew();
        assertThat(told()).as("nobody wants anything").containsExactly(Set.of("A-B"));
        fanout.lane(new Deaf()).follow(topics("A-B"), Terms.USUAL);
        teller.flush();

        assertThat(told()).containsExactly(Set.of("A-B"));
    }

    @Test
    void ofNothingNothingIsTold() {
        teller.flush();
        teller.renew();

        assertThat(told()).isEmpty();
    }

    /** Takes what it is told, and does nothing. */
    private static final class Deaf implements Subscriber, QuoteListener {
        @Override
        public void deliver(Outbound message) {}

        @Override
        public boolean deliver(Bundle bundle) {
            return true;
        }

        @Override
        public boolean congested() {
            return false;
        }

        @Override
        public boolean congestedPrivately() {
            return false;
        }

        @Override
        public void onTick(QuoteTopic topic, Tick tick) {}

        @Override
        public void onStatus(QuoteTopic topic, SymbolStatus status) {}
    }
}
