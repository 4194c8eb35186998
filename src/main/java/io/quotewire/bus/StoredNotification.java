package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * A notification as it is kept, published after it was stored. Immutable.
 *
 * @param userId whose
 * @param epoch under which its sequence counts
 * @param seq its place in the user's order, rising by exactly one
 * @param id unique
 * @param kind what sort
 * @param title one line for a person
 * @param body more lines for a person
 * @param data what a program needs of it
 * @param createdAt when it was stored, ISO 8601 in UTC
 * @param read whether the user has marked it as read
 */
public record StoredNotification(
        String userId,
        String epoch,
        long seq,
        String id,
        String kind,
        String title,
        String body,
        JsonObject data,
        String createdAt,
        boolean read) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("userId", userId);
        json.put("epoch", epoch);
        json.put("seq", seq);
        json.put("id", id);
        json.put("kind", kind);
        json.put("title", title);
        json.put("body", body);
        json.put("data", data);
        json.put("createdAt", createdAt);
        json.put("read", read);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static StoredNotification from(JsonObject json) {
        Fields fields = new Fields(json);
        return new StoredNotification(
                fields.text("userId"),
                fields.text("epoch"),
                fields.number("seq"),
                fields.text("id"),
                fields.text("kind"),
                fields.text("title", ""),
                fields.text("body", ""),
                fields.object("data"),
                fields.text("createdAt"),
                fields.flag("read", false));
    }
}
