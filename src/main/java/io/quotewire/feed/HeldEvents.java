package io.quotewire.feed;

import io.quotewire.feed.source.MarketEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/** What a feed receives before it is its turn to publish: the newest of it. Not thread-safe. */
final class HeldEvents {
    /** Many seconds of the busiest exchange; of more, the oldest are certainly published by whoever still runs the feed. */
    static final int MAX = 50_000;

    private record Held(MarketEvent event, long receivedMicros) {}

    private final Deque<Held> held = new ArrayDeque<>();

    /** Keeps a copy. */
    void add(MarketEvent event, long receivedMicros) {
        if (held.size() == MAX) {
            held.poll();
        }
        held.add(new Held(event.copy(), receivedMicros));
    }

    /** Gives all, in order, and keeps none. */
    void drain(BiConsumer<MarketEvent, Long> to) {
        for (Held next = held.poll(); next != null; next = held.poll()) {
            to.accept(next.event(), next.receivedMicros());
        }
    }
}
