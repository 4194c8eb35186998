package io.quotewire.kit.redis;

import io.quotewire.kit.resilience.Backoff;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis over which commands are pipelined, made when it is needed and made again when it was lost. Each
 * answer has a deadline, and a connection that misses one is given up: what comes behind it would be late too. So many
 * commands wait at most. After a few failures a circuit breaker keeps callers from waiting for nothing; the first call after
 * its pause tries again for all. One that did its work is made again at once; one that did not, later and later, and nobody's at
 * the same moment as others'. Confined to the context that made it.
 */
public final class RedisLink {
    private static final int COMMANDS = 4;
    private static final int MAX_FAILURES = 3;
    private static final long FAILURES_WITHIN_MS = 10_000;
    private static final int PAUSE_MS = 250;
    private static final long RETRY_MIN_MS = 250;
    private static final long RETRY_MAX_MS = 2_000;
    private static final String WRONG_TYPE = "WRONGTYPE";

    /** A cluster's client holds one connection to each server, and needs a second one for a moment while it makes the first. */
    private static final int CLUSTER_CONNECTIONS = 4;

    private static final long RETIRE_AT_MOST_EVERY_MS = 1_000;

    private final Vertx vertx;
    private final CircuitBreaker breaker;
    private final IntFunction<RedisOptions> options;
    private final LinkLimits limits;
    private final Backoff backoff = new Backoff(RETRY_MIN_MS, RETRY_MAX_MS, ThreadLocalRandom.current());
    private @Nullable Line line;
    private long retryAtNanos = System.nanoTime();
    private int attempts;
    private long madeAtNanos;
    private int waiting;
    private String trouble = "it does not answer";
    private boolean answered;
    private boolean closed;

    /**
     * A link that connects when it is first used.
     *
     * @param vertx the instance
     * @param name the breaker's
     * @param address {@code redis://[[user]:password@]host[:port][/db]}, rediss for TLS
     * @param timeoutMs how long connecting may take, and an answer
     * @param maxWaiting how many calls of {@link #send} may wait for their answers
     */
    public RedisLink(Vertx vertx, String name, String address, int timeoutMs, int maxWaiting) {
        this(
                vertx,
                name,
                attempt -> new RedisOptions()
                        .setConnectionString(address)
                        // Without this TLS would not be begun at all.
                        .setNetClientOptions(new NetClientOptions()
                                .setHostnameVerificationAlgorithm("HTTPS")
                                .setConnectTimeout(timeoutMs)),
                new LinkLimits(timeoutMs, maxWaiting * COMMANDS));
    }

    /**
     * A link that connects when it is first used.
     *
     * @param vertx the instance
     * @param name the breaker's
     * @param address where Redis is
     * @param limits what it bears
     */
    public RedisLink(Vertx vertx, String name, RedisAddress address, LinkLimits limits) {
        this(vertx, name, attempt -> address.options(limits.timeoutMs(), attempt), limits);
    }

    private RedisLink(Vertx vertx, String name, IntFunction<RedisOptions> options, LinkLimits limits) {
        this.vertx = vertx;
        this.options = options;
        this.limits = limits;
        breaker = CircuitBreaker.create(
                name,
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(MAX_FAILURES)
                        .setFailuresRollingWindow(FAILURES_WITHIN_MS)
                        .setResetTimeout(PAUSE_MS)
                        // The breaker's own deadline would leave the command waiting.
                        .setTimeout(-1)
                        .setNotificationAddress(null));
    }

    /**
     * Sends a command behind those that were sent before.
     *
     * @param command what
     * @return the answer, null for nil; fails with {@link RedisRefusedException} where Redis refuses, and with
     *     {@link RedisUnavailableException} where there is no answer: at once while the breaker is open or too many wait
     */
    public Future<@Nullable Response> ask(Request command) {
        if (closed || waiting >= limits.maxWaiting()) {
            return Future.failedFuture(
                    new RedisUnavailableException(closed ? "closed" : "too many commands wait for an answer"));
        }
        waiting++;
        return breaker.execute(() -> {
                    Line on = line();
                    if (on == null) {
                        return Future.failedFuture(new RedisUnavailableException(trouble));
                    }
                    return on.send(command).onFailure(failure -> {
                        trouble = reason(failure);
                        giveUp(on);
                    });
                })
                .onComplete(done -> {
                    waiting--;
                    answered = done.succeeded();
                })
                .transform(done -> done.succeeded()
                        ? settled(done.result())
                        : Future.failedFuture(new RedisUnavailableException(reason(done.cause()))));
    }

    /**
     * Sends commands, one behind the other.
     *
     * @param commands a few
     * @return their answers; fails if one of them fails, with {@link WrongTypeException} where a key holds something else, and at
     *     once while the breaker is open or too many wait
     */
    public Future<List<Response>> send(List<Request> commands) {
        List<Future<@Nullable Response>> all = commands.stream().map(this::ask).toList();
        return Future.join(all)
                .map(done -> done.<Response>list())
                .onFailure(failure -> answered &= isWrongType(failure))
                .recover(failure -> Future.failedFuture(isWrongType(failure) ? new WrongTypeException() : failure));
    }

    private static boolean isWrongType(Throwable failure) {
        return failure instanceof RedisRefusedException refused
                && refused.code().equals(WRONG_TYPE);
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
     * Whether the breaker lets calls through. May be asked on any thread.
     *
     * @return false while it keeps them off, or lets one through as a trial
     */
    public boolean isLettingThrough() {
        return breaker.state() == CircuitBreakerState.CLOSED;
    }

    /**
     * What is sent from now on goes over another connection, made when it is needed: this one may lead to a server that is not the
     * right one any more. What waits for an answer still gets it. Does nothing where the connection is very young.
     */
    public void renew() {
        Line last = line;
        if (last != null && System.nanoTime() - madeAtNanos > RETIRE_AT_MOST_EVERY_MS * 1_000_000) {
            line = null;
            last.retire();
        }
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
        return last == null ? Future.succeededFuture() : last.close();
    }

    private static Future<@Nullable Response> settled(Line.Answer answer) {
        return answer.refusal() == null
                ? Future.succeededFuture(answer.value())
                : Future.failedFuture(answer.refusal());
    }

    /** While the breaker is open nothing is tried: what went wrong last is why. */
    private String reason(Throwable failure) {
        if (failure instanceof OpenCircuitException) {
            return trouble;
        }
        return failure instanceof TimeoutException ? "it does not answer in time" : Line.words(failure);
    }

    /** Null where it is too early to try again. */
    private @Nullable Line line() {
        Line now = line;
        if (now != null || System.nanoTime() - retryAtNanos < 0) {
            return now;
        }
        RedisOptions to = options.apply(attempts++);
        int connections = to.getType() == RedisClientType.CLUSTER ? CLUSTER_CONNECTIONS : 1;
        to.setMaxPoolSize(connections)
                .setMaxPoolWaiting(Math.max(connections, limits.maxWaiting()))
                .setMaxWaitingHandlers(limits.maxWaiting());
        Line made = new Line(Redis.createClient(vertx, to), limits.timeoutMs(), this::giveUp);
        line = made;
        madeAtNanos = System.nanoTime();
        return made;
    }

    private void giveUp(Line lost) {
        if (lost.equals(line)) {
            line = null;
            if (lost.isProven()) {
                backoff.reset();
            } else {
                retryAtNanos = System.nanoTime() + backoff.nextMs() * 1_000_000;
            }
        }
        Future<Void> unused = lost.close();
    }
}
