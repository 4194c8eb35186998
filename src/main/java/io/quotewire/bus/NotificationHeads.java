package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reply to {@link Address#NOTIFICATIONS_HEADS}: how far each user's numbering has come. Immutable.
 *
 * @param heads of each user that was asked for
 */
public record NotificationHeads(Map<String, Head> heads) {
    /** Copies the map. */
    public NotificationHeads {
        heads = Map.copyOf(heads);
    }

    /**
     * How far one user's numbering has come.
     *
     * @param epoch under which the position counts
     * @param seq the newest position, 0 if none
     */
    public record Head(String epoch, long seq) {}

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        heads.forEach((user, head) ->
                json.put(user, new JsonObject().put("epoch", head.epoch()).put("seq", head.seq())));
        return new JsonObject().put("heads", json);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationHeads from(JsonObject json) {
        JsonObject object = new Fields(json).object("heads");
        Fields users = new Fields(object);
        Map<String, Head> heads = new LinkedHashMap<>();
        for (String user : object.fieldNames()) {
            Fields head = new Fields(users.object(user));
            heads.put(user, new Head(head.text("epoch"), head.number("seq")));
        }
        return new NotificationHeads(heads);
    }
}
