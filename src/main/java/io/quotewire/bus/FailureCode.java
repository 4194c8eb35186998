package io.quotewire.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;

/** Why a request over the bus was refused: the name is the wire's error code, the number is the reply's failure code. */
public enum FailureCode {
    /** The body is not what the address takes. */
    BAD_MESSAGE(4000),
    /** There is no credential, or it is no good. */
    UNAUTHORIZED(4001),
    /** The role may not do this. */
    FORBIDDEN(4003),
    /** Too often; later is fine. */
    RATE_LIMITED(4029),
    /** Nobody has heard of the symbol. */
    UNKNOWN_SYMBOL(4041),
    /** No such channel. */
    UNKNOWN_CHANNEL(4042),
    /** No such record. */
    NOT_FOUND(4044),
    /** The store cannot be reached, or cannot write. */
    STORE_UNAVAILABLE(5031),
    /** No feed has given a price yet. */
    FEED_UNAVAILABLE(5032),
    /** An answer did not come in time. */
    TIMEOUT(5040),
    /** A defect; the message holds a reference for the log and nothing else. */
    INTERNAL(5000);

    private final int number;

    FailureCode(int number) {
        this.number = number;
    }

    /**
     * The failure code of the bus reply.
     *
     * @return the number, fixed for ever
     */
    public int number() {
        return number;
    }

    /**
     * The failed reply for this code.
     *
     * @param message what went wrong, for a person
     * @return an exception without a stack trace, to fail a message or a future with
     */
    public ReplyException toException(String message) {
        return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, number, message);
    }

    /**
     * The code that a failed request carries.
     *
     * @param failure what the request failed with
     * @return the code; {@link #TIMEOUT} where nobody answered, empty where it is no reply of ours
     */
    public static Optional<FailureCode> of(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return Optional.empty();
        }
        if (reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
            return Optional.of(TIMEOUT);
        }
        for (FailureCode code : values()) {
            if (code.number == reply.failureCode()) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
