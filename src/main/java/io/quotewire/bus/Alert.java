package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * Something an operator should know, or need not fear any more. Immutable.
 *
 * @param name which alert
 * @param severity how bad: {@code warning} or {@code critical}
 * @param since since when, ISO 8601 in UTC
 * @param text what to look at
 */
public record Alert(String name, String severity, String since, String text) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("name", name);
        json.put("severity", severity);
        json.put("since", since);
        json.put("text", text);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static Alert from(JsonObject json) {
        Fields fields = new Fields(json);
        return new Alert(fields.text("name"), fields.text("severity"), fields.text("since"), fields.text("text", ""));
    }
}
