package io.quotewire.monitoring.admin;

import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Why a request is not done: an expected failure, without a stack trace. */
final class AdminRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final @Nullable String field;

    AdminRefusal(int status, String code, String text) {
        this(status, code, text, null);
    }

    private AdminRefusal(int status, String code, String text, @Nullable String field) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    static AdminRefusal badField(MalformedMessageException malformed) {
        return new AdminRefusal(400, "BAD_MESSAGE", "" + malformed.getMessage(), malformed.field());
    }

    /** What the cluster has said, or that nobody has said anything. */
    static AdminRefusal of(Throwable failure) {
        if (failure instanceof AdminRefusal refusal) {
            return refusal;
        }
        String text = String.valueOf(failure.getMessage());
        if (!(failure instanceof ReplyException)) {
            return new AdminRefusal(500, FailureCode.INTERNAL.name(), "internal error");
        }
        return FailureCode.of(failure)
                .map(code -> switch (code) {
                    case BAD_MESSAGE -> badField(text);
                    case UNAUTHORIZED -> new AdminRefusal(401, code.name(), text);
                    case FORBIDDEN -> new AdminRefusal(403, code.name(), text);
                    case RATE_LIMITED -> new AdminRefusal(429, code.name(), text);
                    case NOT_FOUND, UNKNOWN_CHANNEL, UNKNOWN_SYMBOL -> new AdminRefusal(404, code.name(), text);
                    case STORE_UNAVAILABLE, FEED_UNAVAILABLE -> new AdminRefusal(503, code.name(), text);
                    case TIMEOUT -> new AdminRefusal(503, code.name(), "no gateway answers; try again");
                    case INTERNAL -> new AdminRefusal(500, code.name(), "internal error");
                })
                .orElseGet(() -> new AdminRefusal(500, FailureCode.INTERNAL.name(), "internal error"));
    }

    /** Whoever refuses a field names it first. */
    private static AdminRefusal badField(String text) {
        int colon = text.indexOf(": ");
        return new AdminRefusal(400, FailureCode.BAD_MESSAGE.name(), text, colon > 0 ? text.substring(0, colon) : null);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    @Nullable
    String field() {
        return field;
    }

    JsonObject toJson() {
        JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
        if (field != null) {
            error.put("details", new JsonObject().put("field", field));
        }
        return new JsonObject().put("error", error);
    }
}
