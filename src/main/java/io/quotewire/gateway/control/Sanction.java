package io.quotewire.gateway.control;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;

/**
 * What is in force against somebody until a time. Immutable.
 *
 * @param kind against what
 * @param subject the user's id, the token's {@code jti} or the address
 * @param sinceMs when it was decided, epoch milliseconds; of two with one subject the later one counts
 * @param untilMs when it ends, epoch milliseconds
 * @param by who decided it
 * @param reason why
 */
public record Sanction(Kind kind, String subject, long sinceMs, long untilMs, String by, String reason) {
    /** Against what. */
    public enum Kind {
        /** A user's tokens that were issued before. */
        USER("userId"),
        /** One token. */
        TOKEN("tokenId"),
        /** An address. */
        ADDRESS("ip");

        private final String field;

        Kind(String field) {
            this.field = field;
        }
    }

    /** What it is found by in the cluster's map. */
    String key() {
        return kind.name() + ":" + subject;
    }

    /** As administrators see it. */
    JsonObject toJson() {
        return new JsonObject()
                .put(kind.field, subject)
                .put("since", Instant.ofEpochMilli(sinceMs).toString())
                .put("until", Instant.ofEpochMilli(untilMs).toString())
                .put("by", by)
                .put("reason", reason);
    }

    /** What {@link #toJson} has written; fails where something is missing or is something else. */
    static Sanction from(JsonObject json) {
        Kind kind = json.containsKey("userId") ? Kind.USER : json.containsKey("tokenId") ? Kind.TOKEN : Kind.ADDRESS;
        return new Sanction(
                kind,
                Objects.requireNonNull(json.getString(kind.field)),
                Instant.parse(json.getString("since")).toEpochMilli(),
                Instant.parse(json.getString("until")).toEpochMilli(),
                json.getString("by", ""),
                json.getString("reason", ""));
    }

    /** What stands in the cluster's map. */
    String text() {
        return new JsonObject()
                .put("since", sinceMs)
                .put("until", untilMs)
                .put("by", by)
                .put("reason", reason)
                .encode();
    }

    /** What {@link #key} and {@link #text} have written. */
    static Sanction from(String key, String text) {
        int colon = key.indexOf(':');
        JsonObject json = new JsonObject(text);
        return new Sanction(
                Kind.valueOf(key.substring(0, colon)),
                key.substring(colon + 1),
                json.getLong("since"),
                json.getLong("until"),
                json.getString("by", ""),
                json.getString("reason", ""));
    }
}
