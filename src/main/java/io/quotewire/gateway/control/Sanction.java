package io.quotewire.gateway.control;

import io.vertx.core.json.JsonObject;

/**
 * What is in force against somebody until a time. Immutable.
 *
 * @param kind against what
 * @param subject the user's id, the token's {@code jti} or the address
 * @param sinceMs when it was decided, epoch milliseconds; of two with one subject the later one counts
 * @param untilMs when it ends, epoch milliseconds
 */
public record Sanction(Kind kind, String subject, long sinceMs, long untilMs) {
    /** Against what. */
    public enum Kind {
        /** A user's tokens that were issued before. */
        USER,
        /** One token. */
        TOKEN,
        /** An address. */
        ADDRESS
    }

    /** What it is found by in the cluster's map. */
    String key() {
        return kind.name() + ":" + subject;
    }

    /** What stands in the cluster's map. */
    String text() {
        return new JsonObject().put("since", sinceMs).put("until", untilMs).encode();
    }

    /** What {@link #key} and {@link #text} have written. */
    static Sanction from(String key, String text) {
        int colon = key.indexOf(':');
        JsonObject json = new JsonObject(text);
        return new Sanction(
                Kind.valueOf(key.substring(0, colon)),
                key.substring(colon + 1),
                json.getLong("since"),
                json.getLong("until"));
    }
}
