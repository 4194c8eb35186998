package io.quotewire.monitoring.admin;

import io.quotewire.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What watched connections do, line by line, until the watch is over or the administrator has seen enough. Who does not read
 * misses some, and is told how many. Confined to the context of its request.
 */
final class WatchStream {
    private static final long BEAT_MS = 10_000;
    private static final int MAX_EARLY = 1_000;
    private static final String EVENTS = "text/event-stream";

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final boolean events;
    private final Consumer<WatchStream> onEnd;
    private final MessageConsumer<JsonObject> consumer;
    private final long beat;
    /** What has happened before it was known what the watch is. */
    private final List<JsonObject> early = new ArrayList<>();

    private @Nullable Long end;
    private long missed;
    private boolean begun;
    private boolean over;

    /**
     * A stream that says nothing yet.
     *
     * @param vertx whose bus
     * @param request whom it answers
     * @param watch the watch's id
     * @param onEnd told when it is over
     */
    WatchStream(Vertx vertx, HttpServerRequest request, String watch, Consumer<WatchStream> onEnd) {
        this.vertx = vertx;
        this.onEnd = onEnd;
        response = request.response();
        String accept = request.getHeader("Accept");
        events = accept != null && accept.contains(EVENTS);
        consumer = vertx.eventBus().consumer(Address.watched(watch), this::happened);
        beat = vertx.setPeriodic(BEAT_MS, timer -> beat());
        response.closeHandler(closed -> close());
    }

    /** Succeeds when the cluster knows who listens. */
    Future<Void> listening() {
        return consumer.completion();
    }

    /** Says what the watch is, and then what happens. */
    void begin(JsonObject watch) {
        if (over) {
            return;
        }
        long leftMs = Instant.parse(watch.getString("until")).toEpochMilli() - System.currentTimeMillis();
        end = vertx.setTimer(Math.max(1, leftMs), timer -> close());
        response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", events ? EVENTS : "application/x-ndjson");
        begun = true;
        write(watch);
        early.forEach(this::tell);
        early.clear();
    }

    /** Ends it; may be called again. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(beat);
        if (end != null) {
            vertx.cancelTimer(end);
        }
        consumer.unregister();
        if (begun && !response.ended() && !response.closed()) {
            response.end();
        }
        onEnd.accept(this);
    }

    private void happened(Message<JsonObject> message) {
        if (over) {
            return;
        }
        if (!begun && early.size() < MAX_EARLY) {
            early.add(message.body());
        } else if (!begun || response.writeQueueFull()) {
            missed++;
        } else {
            tell(message.body());
        }
    }

    private void tell(JsonObject event) {
        JsonObject line = event.copy();
        if (missed > 0) {
            line.put("missed", missed);
            missed = 0;
        }
        write(line);
    }

    private void write(JsonObject line) {
        response.write(events ? "data: " + line.encode() + "\n\n" : line.encode() + "\n");
    }

    private void beat() {
        if (begun && !response.closed()) {
            response.write(events ? ":\n\n" : "\n");
        }
    }
}
