package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * Asks the owning service whether a user may enter a room; the answer is {@code {"allowed"}}. Immutable.
 *
 * @param userId who
 * @param room which room
 */
public record RoomQuestion(String userId, String room) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("userId", userId);
        json.put("room", room);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static RoomQuestion from(JsonObject json) {
        Fields fields = new Fields(json);
        return new RoomQuestion(fields.text("userId"), fields.text("room"));
    }
}
