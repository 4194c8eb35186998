package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node for all of its counts, a page at a time. Immutable.
 *
 * @param id of the question, given back with the answer
 * @param afterChannel the channel of the count with which the page before has ended; null for the first page
 * @param afterUser its user; null if there is none
 */
public record PresenceStateQuery(
        String id, @Nullable String afterChannel, @Nullable String afterUser) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("id", id);
        if (afterChannel != null) {
            json.put("afterChannel", afterChannel);
        }
        if (afterUser != null) {
            json.put("afterUser", afterUser);
        }
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static PresenceStateQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new PresenceStateQuery(
                fields.text("id"), fields.textOrNull("afterChannel"), fields.textOrNull("afterUser"));
    }
}
