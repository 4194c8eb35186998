package io.quotewire.gateway.protocol;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Why a request is not done. Expected, so it has no stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;
    private final transient @Nullable JsonObject details;
    private final @Nullable Long retryAfterMs;
    private final boolean attempt;

    private Refusal(ErrorCode code, String message, @Nullable JsonObject details, @Nullable Long retryAfterMs) {
        this(code, message, details, retryAfterMs, false);
    }

    private Refusal(
            ErrorCode code,
            String message,
            @Nullable JsonObject details,
            @Nullable Long retryAfterMs,
            boolean attempt) {
        super(message, null, false, false);
        this.attempt = attempt;
        this.code = code;
        this.details = details;
        this.retryAfterMs = retryAfterMs;
    }

    /**
     * A refusal.
     *
     * @param code why
     * @param message the same for a person
     * @return the refusal, to be thrown or sent
     */
    public static Refusal of(ErrorCode code, String message) {
        return new Refusal(code, message, null, null);
    }

    /**
     * A refusal of which more is known than its code says.
     *
     * @param code why
     * @param message the same for a person
     * @param details what is known
     * @return the refusal
     */
    public static Refusal of(ErrorCode code, String message, JsonObject details) {
        return new Refusal(code, message, details, null);
    }

    /**
     * Somebody tries what is not theirs; who does it again and again is guessing.
     *
     * @param code why
     * @param message the same for a person
     * @return the refusal
     */
    public static Refusal attempt(ErrorCode code, String message) {
        return new Refusal(code, message, null, null, true);
    }

    /**
     * A field is wrong, as it was told over the bus.
     *
     * @param text the field's path, a colon, and what is wrong with it
     * @return the refusal; without details where the text names no field
     */
    public static Refusal malformed(String text) {
        int colon = text.indexOf(": ");
        return colon > 0 && text.indexOf(' ') > colon
                ? badField(text.substring(0, colon), text.substring(colon + 2))
                : of(ErrorCode.BAD_MESSAGE, text);
    }

    /**
     * A field is wrong.
     *
     * @param field its path in the message
     * @param problem what is wrong with it and what is allowed
     * @return the refusal
     */
    public static Refusal badField(String field, String problem) {
        JsonObject details = new JsonObject().put("field", field).put("problem", problem);
        return new Refusal(ErrorCode.BAD_MESSAGE, field + ": " + problem, details, null);
    }

    /**
     * Too many; later is fine.
     *
     * @param message for a person
     * @param retryAfterMs when it can be tried again, milliseconds from now
     * @return the refusal
     */
    public static Refusal rateLimited(String message, long retryAfterMs) {
        return new Refusal(ErrorCode.RATE_LIMITED, message, null, retryAfterMs);
    }

    /**
     * Too many; later is fine, but not for long.
     *
     * @param message for a person
     * @param retryAfterMs when it can be tried again, milliseconds from now
     * @param details what comes next
     * @return the refusal
     */
    public static Refusal rateLimited(String message, long retryAfterMs, JsonObject details) {
        return new Refusal(ErrorCode.RATE_LIMITED, message, details, retryAfterMs);
    }

    /**
     * Why.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * When it can be tried again, for {@code Retry-After}.
     *
     * @return whole seconds from now, 1 at least
     */
    public long retryAfterSeconds() {
        return retryAfterMs == null ? 1 : Math.max(1, (retryAfterMs + 999) / 1000);
    }

    /**
     * Whether somebody has tried what is not theirs.
     *
     * @return false for mistakes, and for what cannot be done at the moment
     */
    public boolean isAttempt() {
        return attempt;
    }

    /**
     * The data of the {@code error} message.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("code", code.name())
                .put("message", getMessage())
                .put("temporary", code.temporary());
        if (retryAfterMs != null) {
            json.put("retryAfterMs", retryAfterMs);
        }
        if (details != null) {
            json.put("details", details);
        }
        return json;
    }
}
