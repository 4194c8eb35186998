package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reply to {@link Address#NOTIFICATIONS_HEADS}: how far each user's numbering has come. Immutable.
 *
 * @param epoch under which the positions count
 * @param seqs the newest position of each user that was asked for, 0 if none
 */
public record NotificationHeads(String epoch, Map<String, Long> seqs) {
    /** Copies the map. */
    public NotificationHeads {
        seqs = Map.copyOf(seqs);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        seqs.forEach(json::put);
        return new JsonObject().put("epoch", epoch).put("seqs", json);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationHeads from(JsonObject json) {
        Fields fields = new Fields(json);
        JsonObject object = fields.object("seqs");
        Fields seqFields = new Fields(object);
        Map<String, Long> seqs = new LinkedHashMap<>();
        object.fieldNames().forEach(user -> seqs.put(user, seqFields.number(user)));
        return new NotificationHeads(fields.text("epoch"), seqs);
    }
}
