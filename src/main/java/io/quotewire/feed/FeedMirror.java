package io.quotewire.feed;

import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The newest values of feeds that any node of the cluster runs, about a second old: so that every node can answer whoever asks for
 * quotes, and whoever takes a feed over does not begin with nothing. Confined to the event loop of its verticle.
 */
final class FeedMirror {
    private record Seen(long fence, Map<String, Tick> newest) {}

    private final Map<String, Seen> publishers = new TreeMap<>();
    private final BiConsumer<String, Long> fences;

    /**
     * An empty mirror.
     *
     * @param fences told which publisher has published under which fence
     */
    FeedMirror(BiConsumer<String, Long> fences) {
        this.fences = fences;
    }

    void accept(TickDigest digest) {
        accept(digest.publisher(), digest.epoch(), digest.newest());
    }

    void accept(QuoteSnapshot snapshot) {
        accept(snapshot.publisher(), snapshot.epoch(), snapshot.newest());
    }

    /** The newest of each symbol. */
    Map<String, Tick> newest() {
        Map<String, Tick> newest = new TreeMap<>();
        publishers.values().forEach(seen -> newest.putAll(seen.newest()));
        return newest;
    }

    /** The newest of each symbol that was published under a name, by whatever node. */
    List<Tick> newestOf(String publisher) {
        Seen seen = publishers.get(publisher);
        return seen == null ? List.of() : List.copyOf(seen.newest().values());
    }

    private void accept(String publisher, long fence, List<Tick> ticks) {
        Seen seen = publishers.get(publisher);
        if (seen != null && fence < seen.fence()) {
            return;
        }
        Map<String, Tick> newest = seen == null ? new HashMap<>() : seen.newest();
        ticks.forEach(tick -> newest.put(tick.symbol(), tick));
        publishers.put(publisher, new Seen(fence, newest));
        fences.accept(publisher, fence);
    }
}
