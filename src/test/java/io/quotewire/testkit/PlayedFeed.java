package io.quotewire.testkit;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import io.quotewire.bus.TickTurn;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A feed whose ticks a test makes. It says and answers what a feed verticle does, but its digests come with every batch, so that
 * nobody has to wait for them. Thread-safe.
 */
public final class PlayedFeed {
    private static final String PUBLISHER = "p";
    private final EventBus bus;
    private final Map<String, Tick> newest = new LinkedHashMap<>();
    private final Map<Integer, Long> sequences = new HashMap<>();
    private List<String> symbols = List.of();
    private long digests;
    private boolean mute;

    PlayedFeed(EventBus bus) {
        this.bus = bus;
        for (int group = 0; group < TickGroup.COUNT; group++) {
            sequences.put(group, 0L);
        }
    }

    void start() {
        bus.consumer(Address.FEED_HELLO.text(), this::hello);
    }

    /** From now on, hellos are not answered. */
    public synchronized void fallMute() {
        mute = true;
    }

    /** Says that it delivers these symbols. */
    public synchronized void isAlive(List<String> delivered) {
        symbols = delivered;
        bus.publish(Address.FEED_STATUS.text(), status().toJson());
    }

    /** Publishes ticks as one turn does: a batch for each group, and a digest. */
    public synchronized void publish(List<Tick> ticks) {
        Map<Integer, List<Tick>> batches = ticks.stream()
                .collect(Collectors.groupingBy(tick -> TickGroup.of(tick.symbol()), TreeMap::new, Collectors.toList()));
        publishTurn(batches);
        digest(ticks);
    }

    /** Publishes ticks in the digest only, as if their batches were lost. */
    public synchronized void publishLost(List<Tick> ticks) {
        ticks.stream()
                .map(tick -> TickGroup.of(tick.symbol()))
                .distinct()
                .forEach(group -> sequences.merge(group, 1L, Long::sum));
        digest(ticks);
    }

    private void publishTurn(Map<Integer, List<Tick>> batches) {
        new TickTurn(batches.entrySet().stream()
                        .map(entry -> batch(entry.getKey(), entry.getValue()))
                        .toList())
                .publish(bus);
    }

    private TickBatch batch(int group, List<Tick> ticks) {
        long sequence = sequences.merge(group, ticks.isEmpty() ? 0L : 1L, Long::sum);
        return new TickBatch(PUBLISHER, 1, group, sequence, ticks);
    }

    private void digest(List<Tick> ticks) {
        Map<String, Tick> changed = new LinkedHashMap<>();
        ticks.forEach(tick -> changed.put(tick.symbol(), tick));
        newest.putAll(changed);
        digests++;
        bus.publish(
                Address.FEED_DIGEST.text(),
                new TickDigest(PUBLISHER, 1, digests, sequences, List.copyOf(changed.values())));
    }

    private synchronized void hello(Message<JsonObject> message) {
        if (mute) {
            return;
        }
        Map<Integer, Long> asked = new HashMap<>(sequences);
        JsonArray groups = message.body().getJsonArray("groups");
        if (groups != null) {
            asked.keySet().retainAll(groups.getList());
            publishTurn(asked.keySet().stream().collect(Collectors.toMap(group -> group, group -> List.of())));
        }
        List<Tick> ticks = newest.values().stream()
                .filter(tick -> asked.containsKey(TickGroup.of(tick.symbol())))
                .toList();
        List<FeedStatus> feeds = symbols.isEmpty() ? List.of() : List.of(status());
        bus.send(message.body().getString("replyTo"), new QuoteSnapshot(PUBLISHER, 1, asked, digests, ticks, feeds));
    }

    private FeedStatus status() {
        return new FeedStatus(PUBLISHER, "fake", "fake", false, FeedState.CONNECTED, "test", 1, symbols);
    }
}
