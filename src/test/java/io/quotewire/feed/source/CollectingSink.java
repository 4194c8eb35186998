package io.quotewire.feed.source;

import io.quotewire.bus.FeedState;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A sink that keeps everything it is told; may be read from any thread. */
public final class CollectingSink implements SourceSink {
    private final Queue<Seen> events = new ConcurrentLinkedQueue<>();
    private final Queue<StateChange> changes = new ConcurrentLinkedQueue<>();
    private final Queue<ExchangeNotice> notices = new ConcurrentLinkedQueue<>();
    private final Map<SkipReason, Integer> skipped = new ConcurrentHashMap<>();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger restarts = new AtomicInteger();
    private final AtomicReference<RuntimeException> defect = new AtomicReference<>();

    /** A copy of an event. */
    public record Seen(
            MarketEvent.Kind kind,
            String symbol,
            long sequence,
            String price,
            String size,
            String side,
            String bid,
            String ask,
            String volume,
            String open,
            String change,
            String changePercent,
            String time) {}

    @Override
    public void received() {
        received.incrementAndGet();
    }

    /** The next event meets a defect. */
    public void failOnce(RuntimeException failure) {
        defect.set(failure);
    }

    @Override
    public void event(MarketEvent e) {
        RuntimeException failure = defect.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
        events.add(new Seen(
                e.kind,
                e.symbol,
                e.sequence,
                e.price,
                e.size,
                e.side,
                e.bid,
                e.ask,
                e.volume,
                e.open,
                e.change,
                e.changePercent,
                e.time));
    }

    @Override
    public void skipped(SkipReason reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    @Override
    public void notice(ExchangeNotice notice) {
        notices.add(notice);
        skipped(notice.kind().reason());
    }

    @Override
    public void numberingRestarted() {
        restarts.incrementAndGet();
    }

    @Override
    public void stateChanged(StateChange change) {
        changes.add(change);
    }

    public List<Seen> events() {
        return List.copyOf(events);
    }

    public Seen onlyEvent() {
        if (events.size() != 1) {
            throw new AssertionError("expected one event: " + events + ", skipped " + skipped);
        }
        return events.element();
    }

    public List<String> prices() {
        return events.stream().map(Seen::price).toList();
    }

    public List<ExchangeNotice> notices() {
        return List.copyOf(notices);
    }

    public List<StateChange> changes() {
        return List.copyOf(changes);
    }

    public List<FeedState> states() {
        return changes.stream().map(StateChange::to).toList();
    }

    public String reason() {
        List<StateChange> all = changes();
        return all.isEmpty() ? "" : all.get(all.size() - 1).reason();
    }

    public Map<SkipReason, Integer> skipped() {
        return Map.copyOf(skipped);
    }

    public int skippedFor(SkipReason reason) {
        return skipped.getOrDefault(reason, 0);
    }

    public int receivedCount() {
        return received.get();
    }

    public int restarts() {
        return restarts.get();
    }

    /** How many calls told of a message: events and skips together. */
    public int told() {
        return events.size()
                + skipped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
