package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what is in force, in the order of the subjects. Immutable.
 *
 * @param kind of what
 * @param after with subjects behind this one: where the page before has ended
 * @param by who asks
 * @param limit how many at most, from 1 to {@link #MAX_LIMIT}
 */
public record SanctionQuery(Kind kind, @Nullable String after, String by, int limit) {
    /** How many a page can have. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    /** What of. */
    public enum Kind {
        /** Addresses that are kept out. */
        BLOCKS,
        /** Users and tokens whose credentials were taken back. */
        REVOCATIONS
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("kind", kind.name());
        if (after != null) {
            json.put("after", after);
        }
        return json.put("by", by).put("limit", limit);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static SanctionQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new SanctionQuery(
                fields.choice("kind", Kind.class),
                fields.textOrNull("after"),
                fields.text("by"),
                fields.limit(DEFAULT_LIMIT, MAX_LIMIT));
    }
}
