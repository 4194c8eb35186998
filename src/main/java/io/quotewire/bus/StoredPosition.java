package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * The reply to a publication: it is stored. Immutable.
 *
 * @param id the id it got
 * @param seq its place in the user's order
 */
public record StoredPosition(String id, long seq) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("id", id);
        json.put("seq", seq);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static StoredPosition from(JsonObject json) {
        Fields fields = new Fields(json);
        return new StoredPosition(fields.text("id"), fields.number("seq"));
    }
}
