package io.quotewire.kit.redis;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis over which commands are pipelined, made when it is needed and made again when it was lost. Each
 * answer has a deadline, and a connection that misses one is given up: what comes behind it would be late too. So many
 * commands wait at most. After a few failures a circuit breaker keeps callers from waiting for nothing. Confined to the
 * context that made it.
 */
public final class RedisLink {
    private static final int COMMANDS = 4;
    private static final int MAX_FAILURES = 3;
    private static final long FAILURES_WITHIN_MS = 10_000;
    private static final long OPEN_MS = 2_000;
    private final Vertx vertx;
    private final CircuitBreaker breaker;
    private final String address;
    private final int timeoutMs;
    private final int maxWaiting;
    private @Nullable Line line;
    private int waiting;
    private boolean answered;
    private boolean closed;

    /** A client with its one connection: only a client that is closed surely ends a connection that hangs. */
    private record Line(Redis client, Future<RedisConnection> connection) {}

    /**
     * A link that connects when it is first used.
     *
     * @param vertx the instance
     * @param name the breaker's
     * @param address {@code redis://[[user]:password@]host[:port][/db]}, rediss for TLS
     * @param timeoutMs how long connecting may take, and an answer
     * @param maxWaiting how many calls may wait for an answer
     */
    public RedisLink(Vertx vertx, String name, String address, int timeoutMs, int maxWaiting) {
        this.vertx = vertx;
        this.address = address;
        this.timeoutMs = timeoutMs;
        this.maxWaiting = maxWaiting;
        breaker = CircuitBreaker.create(
                name,
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(MAX_FAILURES)
                        .setFailuresRollingWindow(FAILURES_WITHIN_MS)
                        .setResetTimeout(OPEN_MS)
                        // The breaker's own deadline would leave the command waiting.
                        .setTimeout(-1)
                        .setNotificationAddress(null));
    }

    /**
     * Sends commands, one behind the other.
     *
     * @param commands a few
     * @return their answers; fails if one of them fails, with {@link WrongTypeException} where a key holds something else, and at
     *     once while the breaker is open or too many wait
     */
    public Future<List<Response>> send(List<Request> commands) {
        if (closed || waiting >= maxWaiting) {
            return Future.failedFuture(closed ? "closed" : "too many commands wait for an answer");
        }
        waiting++;
        return breaker.execute(() -> answer(line(), commands))
                .onComplete(done -> {
                    waiting--;
                    answered = done.succeeded();
                })
                .compose(answers -> answers.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new WrongTypeException())));
    }

    /**
     * Whether the last call was answered.
     *
     * @return false also before the first
     */
    public boolean isUp() {
        return answered && breaker.state() == CircuitBreakerState.CLOSED;
    }

    /**
     * Gives everything back.
     *
     * @return when done
     */
    public Future<Void> close() {
        closed = true;
        breaker.close();
        Line last = line;
        line = null;
        return last == null ? Future.succeededFuture() : last.client().close();
    }

    /** Empty where a key holds what a command does not suit: that is the caller's affair, and nothing is wrong with Redis. */
    private Future<Optional<List<Response>>> answer(Line on, List<Request> commands) {
        return on.connection()
                .compose(connection -> connection.batch(commands))
                .map(Optional::of)
                .recover(failure ->
                        isWrongType(failure) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onFailure(failure -> giveUp(on));
    }

    /** The library puts the number of the command before Redis's own words. */
    private static boolean isWrongType(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("] WRONGTYPE ");
    }

    private Line line() {
        Line now = line;
        if (now != null) {
            return now;
        }
        Redis client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(address)
                        .setNetClientOptions(new NetClientOptions().setConnectTimeout(timeoutMs))
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setMaxWaitingHandlers(maxWaiting * COMMANDS));
        Line made = new Line(client, client.connect());
        made.connection().onSuccess(connection -> {
            connection.exceptionHandler(failure -> giveUp(made));
            connection.endHandler(end -> giveUp(made));
        });
        line = made;
        return made;
    }

    private void giveUp(Line lost) {
        if (lost.equals(line)) {
            line = null;
            Future<Void> unused = lost.client().close();
        }
    }
}
