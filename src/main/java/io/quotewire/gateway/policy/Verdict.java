package io.quotewire.gateway.policy;

import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/** What the policy says. */
public enum Verdict {
    /** Yes. */
    ALLOWED(null, ""),
    /** Yes, if the service that owns the channel says so too. */
    ASK(null, ""),
    /** No: there is no such channel, or none can have this name. */
    UNKNOWN(ErrorCode.UNKNOWN_CHANNEL, "there is no channel of this name"),
    /** No: this needs a user. */
    NO_USER(ErrorCode.UNAUTHORIZED, "this needs a user"),
    /** No: the user's role does not allow it. */
    ROLE(ErrorCode.FORBIDDEN, "the role does not allow this"),
    /** No: the channel is another user's. */
    NOT_THEIRS(ErrorCode.FORBIDDEN, "this channel is another user's"),
    /** No: the service that owns the channel has not let the user in. */
    NOT_LET_IN(ErrorCode.FORBIDDEN, "the room's owner has not let the user in"),
    /** No: the service that owns the channel has not said yes, and has not said no either, which is nobody's attempt. */
    NO_ANSWER(ErrorCode.FORBIDDEN, "the room's owner has not let the user in");

    private final @Nullable ErrorCode code;
    private final String text;

    Verdict(@Nullable ErrorCode code, String text) {
        this.code = code;
        this.text = text;
    }

    /**
     * Whether it is no.
     *
     * @return false if it is yes, or may become it
     */
    public boolean isNo() {
        return code != null;
    }

    /**
     * A no, as a client is told it.
     *
     * @return the refusal
     */
    public Refusal refusal() {
        if (code == null) {
            throw new IllegalStateException(this + " is no refusal");
        }
        return this == NO_ANSWER ? Refusal.of(code, text) : Refusal.attempt(code, text);
    }

    /** Goes on, unless it is no. */
    public void orRefuse() {
        if (isNo()) {
            throw refusal();
        }
    }
}
