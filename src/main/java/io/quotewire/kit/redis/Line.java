package io.quotewire.kit.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client with its one connection: only a client that is closed surely ends a connection that hangs. Confined to the link's
 * context.
 */
final class Line {
    private final Redis client;
    private final int timeoutMs;
    private final Future<RedisConnection> connection;
    private int waiting;
    private boolean proven;
    private boolean retired;
    private boolean closed;

    /** What came back: a value, which may be nil, or Redis's refusal. Both are answers. */
    record Answer(@Nullable Response value, @Nullable RedisRefusedException refusal) {}

    /**
     * A line that is being made.
     *
     * @param client of its own, closed with it
     * @param timeoutMs how long connecting may take, and an answer
     * @param onEnd told when it has ended by itself, perhaps more than once
     */
    Line(Redis client, int timeoutMs, Consumer<Line> onEnd) {
        this.client = client;
        this.timeoutMs = timeoutMs;
        this.connection = client.connect()
                .onSuccess(made -> {
                    made.exceptionHandler(failure -> onEnd.accept(this));
                    made.endHandler(end -> onEnd.accept(this));
                })
                .recover(failure -> Future.failedFuture(new RedisUnavailableException(words(failure))));
    }

    Future<Answer> send(Request command) {
        waiting++;
        return connection
                .compose(made -> made.send(command))
                .map(value -> new Answer(value, null))
                .recover(Line::answer)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onComplete(done -> {
                    waiting--;
                    proven |= done.succeeded();
                    closeWhenDone();
                });
    }

    /** The library knows one kind of failure for Redis's own refusals and for a connection that broke. */
    private static Future<Answer> answer(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        boolean refused = failure instanceof Response && !text.equals("CONNECTION_CLOSED");
        return refused
                ? Future.succeededFuture(new Answer(null, new RedisRefusedException(text)))
                : Future.failedFuture(failure);
    }

    /** Whether anything was ever answered over it. */
    boolean isProven() {
        return proven;
    }

    /** Nothing new will be sent over it: it ends when everything is answered. */
    void retire() {
        retired = true;
        closeWhenDone();
    }

    private void closeWhenDone() {
        if (retired && waiting == 0) {
            Future<Void> unused = close();
        }
    }

    /** Ends it at once; what waits for an answer fails. May be called again. */
    Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        return client.close();
    }

    /** Words of the library and of the operating system have the address in them, and no password. */
    static String words(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text.replaceAll("\\s+", " ");
    }
}
