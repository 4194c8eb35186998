package io.quotewire.gateway.remote;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.RpcRequest;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks services on the bus for clients. A service has five seconds, and its answer is JSON of 64 KiB at most. Only so many calls
 * are open at a time. Futures complete on the caller's context and fail with a {@link Refusal} only. Confined to one event loop.
 */
public final class ServiceCalls {
    /** So long an answer may be, bytes of its JSON. */
    static final int MAX_ANSWER_BYTES = 65_536;

    private static final long TIMEOUT_MS = 5_000;
    private static final int MAX_OPEN = 1_000;
    private static final long RETRY_MS = 1_000;
    private static final int MAX_MESSAGE = 1_000;

    /** What has become of a call: a closed set. */
    private enum Outcome {
        /** There is an answer. */
        ANSWERED,
        /** The service has said no, or cannot. */
        FAILED,
        /** The answer is none that a client can be given. */
        UNUSABLE,
        /** Nobody answers there. */
        UNKNOWN,
        /** No answer within the time. */
        TIMEOUT
    }

    private final Vertx vertx;
    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
    private int open;

    /**
     * Calls over a bus.
     *
     * @param vertx whose
     * @param registry takes the timers
     */
    public ServiceCalls(Vertx vertx, MeterRegistry registry) {
        this.vertx = vertx;
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder("service.calls")
                            .description("Calls of clients to services, and how long they took")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /**
     * Asks one.
     *
     * @param service its name
     * @param request what, and for whom
     * @return its answer under {@code body}: any JSON
     */
    public Future<JsonObject> call(String service, RpcRequest request) {
        if (open >= MAX_OPEN) {
            return Future.failedFuture(Refusal.rateLimited("too many services are being asked", RETRY_MS));
        }
        open++;
        long beganNanos = System.nanoTime();
        return vertx.eventBus()
                .request(Address.rpc(service), request.toJson(), new DeliveryOptions().setSendTimeout(TIMEOUT_MS))
                .transform(done -> {
                    open--;
                    Future<JsonObject> answer = done.succeeded()
                            ? usable(done.result().body())
                            : Future.failedFuture(refusal(done.cause()));
                    record(outcome(done.cause(), answer), System.nanoTime() - beganNanos);
                    return answer;
                });
    }

    private static Outcome outcome(@Nullable Throwable failure, Future<JsonObject> answer) {
        if (failure == null) {
            return answer.succeeded() ? Outcome.ANSWERED : Outcome.UNUSABLE;
        }
        ReplyFailure type = failure instanceof ReplyException reply ? reply.failureType() : ReplyFailure.ERROR;
        return switch (type) {
            case NO_HANDLERS -> Outcome.UNKNOWN;
            case TIMEOUT -> Outcome.TIMEOUT;
            case RECIPIENT_FAILURE, ERROR -> Outcome.FAILED;
        };
    }

    private void record(Outcome outcome, long nanos) {
        Timer timer = timers.get(outcome);
        if (timer != null) {
            timer.record(Duration.ofNanos(nanos));
        }
    }

    /** Programs within the cluster can answer with whatever they like. */
    private static Future<JsonObject> usable(@Nullable Object body) {
        boolean isJson = body == null
                || body instanceof JsonObject
                || body instanceof JsonArray
                || body instanceof String
                || body instanceof Number
                || body instanceof Boolean;
        if (!isJson) {
            return Future.failedFuture(Refusal.of(ErrorCode.INTERNAL, "the service's answer is no JSON"));
        }
        int bytes = Json.encode(body).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_ANSWER_BYTES) {
            return Future.failedFuture(Refusal.of(
                    ErrorCode.INTERNAL,
                    "the service's answer is too long",
                    new JsonObject().put("bytes", bytes).put("maxBytes", MAX_ANSWER_BYTES)));
        }
        return Future.succeededFuture(new JsonObject().put("body", body));
    }

    private static Refusal refusal(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return Refusal.of(ErrorCode.INTERNAL, "the service could not be asked");
        }
        return switch (reply.failureType()) {
            case NO_HANDLERS -> Refusal.of(ErrorCode.UNKNOWN_SERVICE, "there is no such service");
            case TIMEOUT -> Refusal.of(ErrorCode.TIMEOUT, "the service has not answered in time");
            case RECIPIENT_FAILURE -> ofTheService(reply);
            case ERROR -> Refusal.of(ErrorCode.INTERNAL, "the service could not be asked");
        };
    }

    /** What it says itself, as far as it uses the codes of the bus; its own code stands in the details in any case. */
    private static Refusal ofTheService(ReplyException reply) {
        ErrorCode code = FailureCode.of(reply)
                .map(known -> switch (known) {
                    case BAD_MESSAGE -> ErrorCode.BAD_MESSAGE;
                    case UNAUTHORIZED, FORBIDDEN -> ErrorCode.FORBIDDEN;
                    case RATE_LIMITED -> ErrorCode.RATE_LIMITED;
                    case UNKNOWN_SYMBOL -> ErrorCode.UNKNOWN_SYMBOL;
                    case UNKNOWN_CHANNEL -> ErrorCode.UNKNOWN_CHANNEL;
                    case STORE_UNAVAILABLE -> ErrorCode.STORE_UNAVAILABLE;
                    case FEED_UNAVAILABLE -> ErrorCode.FEED_UNAVAILABLE;
                    case TIMEOUT -> ErrorCode.TIMEOUT;
                    case NOT_FOUND, INTERNAL -> ErrorCode.INTERNAL;
                })
                .orElse(ErrorCode.INTERNAL);
        return Refusal.of(code, text(reply), new JsonObject().put("failureCode", reply.failureCode()));
    }

    private static String text(ReplyException reply) {
        String text = reply.getMessage() == null ? "the service has failed" : reply.getMessage();
        return text.codePointCount(0, text.length()) <= MAX_MESSAGE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_MESSAGE));
    }
}
