package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * What became of a {@link ControlOrder} on one node. Immutable.
 *
 * @param id the order's
 * @param node whose outcome
 * @param closed how many connections were closed there, watched, or told
 */
public record ControlOutcome(String id, String node, long closed) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("id", id);
        json.put("node", node);
        json.put("closed", closed);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ControlOutcome from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ControlOutcome(fields.text("id"), fields.text("node"), fields.number("closed"));
    }
}
