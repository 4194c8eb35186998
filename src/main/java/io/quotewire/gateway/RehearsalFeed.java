package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickGroup;
import io.quotewire.bus.TickTurn;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A feed of one symbol, for a rehearsal: says what it is told to, and answers a hello. Thread-safe. */
final class RehearsalFeed {
    /** The one symbol. */
    static final String SYMBOL = "REHEARSAL-USD";

    private static final String NAME = "rehearsal";
    private static final int GROUP = TickGroup.of(SYMBOL);

    private final EventBus bus;
    private final AtomicLong sequence = new AtomicLong();

    private RehearsalFeed(EventBus bus) {
        this.bus = bus;
    }

    /** Answers from now on, for as long as the bus lives. */
    static RehearsalFeed start(EventBus bus) {
        RehearsalFeed feed = new RehearsalFeed(bus);
        bus.consumer(Address.FEED_HELLO.text(), feed::hello);
        return feed;
    }

    /** Makes its symbol known. */
    void introduce() {
        bus.publish(Address.FEED_STATUS.text(), status().toJson());
    }

    /** Publishes one more tick. */
    void tick() {
        long number = sequence.incrementAndGet();
        publish(number, List.of(tick(number)));
    }

    private void hello(Message<JsonObject> message) {
        long number = sequence.get();
        publish(number, List.of());
        bus.send(
                message.body().getString("replyTo"),
                new QuoteSnapshot(NAME, 1, Map.of(GROUP, number), 0, List.of(tick(number)), List.of(status())));
    }

    private void publish(long number, List<Tick> ticks) {
        new TickTurn(List.of(new TickBatch(NAME, 1, GROUP, number, ticks))).publish(bus);
    }

    private static FeedStatus status() {
        return new FeedStatus(NAME, NAME, NAME, true, FeedState.CONNECTED, NAME, 0, List.of(SYMBOL));
    }

    private static Tick tick(long number) {
        return new Tick(SYMBOL, number, NAME, 0, "1.5", "1", "0.5", "0.1", "1.4", "1.6", "0.1", "buy", null);
    }
}
