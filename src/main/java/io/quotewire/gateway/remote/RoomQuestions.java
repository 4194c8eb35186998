package io.quotewire.gateway.remote;

import io.quotewire.bus.Address;
import io.quotewire.bus.RoomQuestion;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/**
 * Asks the service that owns the rooms whether a user may enter one. Whatever is not a clear yes is a no: no service, no answer
 * within two seconds, an answer that cannot be read. Only so many questions are open at a time. Confined to one event loop.
 */
public final class RoomQuestions {
    /** What a service has said: a closed set. */
    public enum Answer {
        /** They may. */
        YES,
        /** They may not. */
        NO,
        /** Nothing that could be understood; they may not. */
        NONE
    }

    private static final long TIMEOUT_MS = 2_000;
    private static final int MAX_OPEN = 1_000;
    private static final long RETRY_MS = 1_000;
    private final Vertx vertx;
    private int open;

    /**
     * Questions over a bus.
     *
     * @param vertx whose
     */
    public RoomQuestions(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * May they?
     *
     * @param question who, where
     * @return what the service says; fails only with {@link ErrorCode#RATE_LIMITED} where too many questions are open
     */
    public Future<Answer> ask(RoomQuestion question) {
        if (open >= MAX_OPEN) {
            return Future.failedFuture(Refusal.rateLimited("too many rooms are being asked for", RETRY_MS));
        }
        open++;
        return vertx.eventBus()
                .request(
                        Address.ROOM_AUTHORIZE.text(),
                        question.toJson(),
                        new DeliveryOptions().setSendTimeout(TIMEOUT_MS))
                .map(RoomQuestions::read)
                .otherwise(Answer.NONE)
                .onComplete(answered -> open--);
    }

    /**
     * How many have not been answered yet.
     *
     * @return a count
     */
    public int open() {
        return open;
    }

    private static Answer read(Message<Object> answer) {
        if (answer.body() instanceof JsonObject body && body.getValue("allowed") instanceof Boolean allowed) {
            return allowed ? Answer.YES : Answer.NO;
        }
        return Answer.NONE;
    }
}
