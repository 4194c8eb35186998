package io.quotewire.launcher.client;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each channel was read. Prices have no positions: their snapshot is the recovery. Confined to one thread.
 */
final class Positions {
    private static final String PRICES = "prices:";

    private final Map<String, Position> read = new HashMap<>();
    private final Map<String, Long> unacknowledged = new LinkedHashMap<>();

    private record Position(@Nullable String epoch, long seq) {}

    /**
     * Takes a subscription's confirmation.
     *
     * @param channel which
     * @param confirmation with {@code epoch} and {@code seq}
     */
    void confirmed(String channel, JsonObject confirmation) {
        String epoch = confirmation.getValue("epoch") instanceof String text ? text : null;
        Position known = read.get(channel);
        // Without an epoch, or under another one, the numbers seen so far say nothing of those to come.
        if (!channel.startsWith(PRICES) && (known == null || epoch == null || !epoch.equals(known.epoch))) {
            read.put(channel, new Position(epoch, 0));
        }
    }

    /**
     * Takes a message.
     *
     * @param json the message
     * @return false if it was read before
     */
    boolean isNew(JsonObject json) {
        if (!(json.getValue("channel") instanceof String channel)
                || !(json.getValue("seq") instanceof Number number)
                || channel.startsWith(PRICES)) {
            return true;
        }
        long seq = number.longValue();
        Position known = read.getOrDefault(channel, new Position(null, 0));
        String epoch = json.getValue("epoch") instanceof String text ? text : known.epoch;
        if (epoch != null && epoch.equals(known.epoch) && seq <= known.seq) {
            return false;
        }
        read.put(channel, new Position(epoch, seq));
        unacknowledged.put(channel, seq);
        return true;
    }

    /**
     * What to say as {@code since} when subscribing again.
     *
     * @return empty where nothing has a position
     */
    Optional<JsonObject> since() {
        JsonObject since = new JsonObject();
        read.forEach((channel, position) -> {
            if (position.epoch != null && position.seq > 0) {
                since.put(channel, new JsonObject().put("epoch", position.epoch).put("seq", position.seq));
            }
        });
        return since.isEmpty() ? Optional.empty() : Optional.of(since);
    }

    /** Whether something was read that is not acknowledged. */
    boolean owesAcknowledgement() {
        return !unacknowledged.isEmpty();
    }

    /**
     * What is to be acknowledged, each channel once, by its last number.
     *
     * @return from now on taken for acknowledged
     */
    Map<String, Long> acknowledge() {
        Map<String, Long> all = new LinkedHashMap<>(unacknowledged);
        unacknowledged.clear();
        return all;
    }
}
