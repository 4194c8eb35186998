package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Shape;
import io.quotewire.gateway.session.Wishes;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wishes of a handshake from its query: {@code ?device=NAME&channels=a,b&since=CHANNEL:EPOCH:SEQ,...}. A channel's
 * name may hold colons, an epoch holds none. Stateless.
 */
final class QueryWishes {
    private static final int MAX_ITEMS = 1_000;
    private static final int MAX_ITEM_LENGTH = 256;

    private QueryWishes() {}

    /** Throws a {@link Refusal} that names the parameter. */
    static Wishes of(MultiMap query) {
        String device = query.get("device");
        if (device != null && !Shape.isDevice(device)) {
            throw Refusal.badField("device", Shape.DEVICE_PROBLEM);
        }
        if (device == null && !query.contains("channels") && !query.contains("since")) {
            return Wishes.none();
        }
        Map<String, Position> since = new LinkedHashMap<>();
        for (String item : items("since", query.get("since"))) {
            int beforeSeq = item.lastIndexOf(':');
            int beforeEpoch = item.lastIndexOf(':', beforeSeq - 1);
            if (beforeEpoch <= 0) {
                throw Refusal.badField("since", "must be CHANNEL:EPOCH:SEQ");
            }
            String epoch = item.substring(beforeEpoch + 1, beforeSeq);
            since.put(
                    item.substring(0, beforeEpoch),
                    new Position(epoch.isEmpty() ? null : epoch, seq(item.substring(beforeSeq + 1))));
        }
        return new Wishes(device, items("channels", query.get("channels")), since);
    }

    private static Set<String> items(String name, @Nullable String list) {
        Set<String> items = new LinkedHashSet<>();
        if (list == null) {
            return items;
        }
        for (String item : list.split(",", -1)) {
            if (item.length() > MAX_ITEM_LENGTH || items.size() == MAX_ITEMS) {
                throw Refusal.badField(
                        name, "must be at most " + MAX_ITEMS + " items of " + MAX_ITEM_LENGTH + " characters");
            }
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    private static long seq(String digits) {
        try {
            if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException tooLong) {
            // Told below.
        }
        throw Refusal.badField("since", "the position must be an integer, 0 or more");
    }
}
