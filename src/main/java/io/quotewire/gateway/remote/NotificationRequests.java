package io.quotewire.gateway.remote;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * Asks the notification verticle: this node's own if it has one, so that no other node's end keeps anybody waiting, or else one
 * wherever in the cluster it is. Futures complete on the caller's context and fail with a {@link Refusal} only:
 * {@link ErrorCode#STORE_UNAVAILABLE} where nobody answers within two seconds. Stateless.
 */
public final class NotificationRequests {
    private static final long TIMEOUT_MS = 2_000;
    private final Vertx vertx;

    /**
     * Requests over a bus.
     *
     * @param vertx whose
     */
    public NotificationRequests(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Has one stored.
     *
     * @param request what
     * @return its position, as JSON; it is stored
     */
    public Future<JsonObject> publish(NotificationRequest request) {
        return ask(Address.NOTIFICATIONS_PUBLISH, request.toJson());
    }

    /**
     * What is kept.
     *
     * @param query of whom
     * @return it
     */
    public Future<NotificationHistory> history(NotificationQuery query) {
        return ask(Address.NOTIFICATIONS_HISTORY, query.toJson(), NotificationHistory::from);
    }

    /**
     * How far users' numbering has come.
     *
     * @param users whose
     * @return the positions
     */
    public Future<NotificationHeads> heads(List<String> users) {
        return ask(Address.NOTIFICATIONS_HEADS, new NotificationHeadsQuery(users).toJson(), NotificationHeads::from);
    }

    /**
     * A device has received all up to a position.
     *
     * @param ack whose, and how far
     * @return when it is kept
     */
    public Future<Void> acknowledge(NotificationAck ack) {
        return ask(Address.NOTIFICATIONS_ACK, ack.toJson()).mapEmpty();
    }

    /**
     * A user has read one.
     *
     * @param read which
     * @return its id, as JSON
     */
    public Future<JsonObject> markRead(NotificationRead read) {
        return ask(Address.NOTIFICATIONS_READ, read.toJson());
    }

    private Future<JsonObject> ask(Address address, JsonObject body) {
        return ask(address, body, Function.identity());
    }

    /** An answer that cannot be read, of another release perhaps, is a failure like others. */
    private <T> Future<T> ask(Address address, JsonObject body, Function<JsonObject, T> reader) {
        return request(address, body, true)
                .recover(
                        failure -> isNobodyHere(failure) ? request(address, body, false) : Future.failedFuture(failure))
                .map(answer -> reader.apply(answer.body()))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    private Future<Message<JsonObject>> request(Address address, JsonObject body, boolean here) {
        return vertx.eventBus()
                .request(
                        address.text(),
                        body,
                        new DeliveryOptions().setSendTimeout(TIMEOUT_MS).setLocalOnly(here));
    }

    private static boolean isNobodyHere(Throwable failure) {
        return failure instanceof ReplyException refused && refused.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private static Refusal refusal(Throwable failure) {
        String text = "" + failure.getMessage();
        return FailureCode.of(failure)
                .map(code -> switch (code) {
                    case BAD_MESSAGE -> Refusal.malformed(text);
                    case FORBIDDEN, UNAUTHORIZED -> Refusal.of(ErrorCode.FORBIDDEN, text);
                    case NOT_FOUND -> Refusal.of(ErrorCode.UNKNOWN_CHANNEL, text);
                    case TIMEOUT, STORE_UNAVAILABLE ->
                        Refusal.of(ErrorCode.STORE_UNAVAILABLE, "the store is not available");
                    default -> Refusal.of(ErrorCode.INTERNAL, "the notification could not be handled");
                })
                .orElseGet(() -> Refusal.of(ErrorCode.INTERNAL, "the notification could not be handled"));
    }
}
