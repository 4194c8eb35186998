package io.quotewire.cluster.failover;

import io.quotewire.testkit.Listening;
import io.quotewire.testkit.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;

/** A client of one node: which trades it was shown, and when. Thread-safe. */
final class TradeWatch implements AutoCloseable {
    /** A trade's number and when it came, of the nanosecond clock. */
    record Seen(long number, long nanos) {}

    private final List<Seen> seen = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final WebSocket socket;

    TradeWatch(NodeProcess node) {
        String address = node.gateway().replaceFirst("http", "ws") + "ws/prices/" + NumberedExchange.SYMBOL;
        socket = Listening.open(address, this::take);
    }

    private synchronized void take(JsonObject message) {
        if (!"update".equals(message.getString("type"))) {
            return;
        }
        JsonObject update = message.getJsonObject("data");
        long number = Long.parseLong(update.getString("price")) - 1;
        long last = seen.isEmpty() ? -1 : seen.get(seen.size() - 1).number();
        // The snapshot on connecting may be followed by the same trade as a tick.
        if (number <= last && seen.size() > 1) {
            wrong.add(number + " after " + last + ": " + message.encode());
        }
        seen.add(new Seen(number, System.nanoTime()));
    }

    /** What came twice or too late. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized long last() {
        return seen.isEmpty() ? 0 : seen.get(seen.size() - 1).number();
    }

    synchronized int count() {
        return seen.size();
    }

    /** The longest time without a trade since a moment of the nanosecond clock, milliseconds. */
    synchronized long longestPauseMs(long sinceNanos) {
        long before = sinceNanos;
        long longest = 0;
        for (Seen each : seen) {
            if (each.nanos() > sinceNanos) {
                longest = Math.max(longest, each.nanos() - before);
                before = each.nanos();
            }
        }
        return longest / 1_000_000;
    }

    /** Which trades after one were never shown, up to the last that was. */
    synchronized List<Long> missingAfter(long number) {
        List<Long> missing = new ArrayList<>();
        long expected = number + 1;
        for (Seen each : seen) {
            for (; each.number() > number && expected < each.number(); expected++) {
                missing.add(expected);
            }
            expected = Math.max(expected, each.number() + 1);
        }
        return missing;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
