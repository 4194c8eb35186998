package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What has changed on one node: counts, not differences, so that the last word is right whatever was heard before. Immutable.
 *
 * @param node which node
 * @param incarnation when the node's gateway was started, epoch milliseconds; of two, the later one holds
 * @param seq counts the messages of an incarnation, from 1 and without a gap
 * @param changes the counts that are others than before, {@link #MAX_CHANGES} at most
 */
public record PresenceChanges(String node, long incarnation, long seq, List<PresenceCount> changes) {
    /** How many changes a message can have. */
    public static final int MAX_CHANGES = 250;

    /** Changes of a node. */
    public PresenceChanges {
        changes = List.copyOf(changes);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonArray rows = new JsonArray();
        changes.forEach(one -> rows.add(one.toJson()));
        return new JsonObject()
                .put("node", node)
                .put("incarnation", incarnation)
                .put("seq", seq)
                .put("changes", rows);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static PresenceChanges from(JsonObject json) {
        Fields fields = new Fields(json);
        return new PresenceChanges(
                fields.text("node"),
                fields.number("incarnation"),
                fields.number("seq"),
                fields.objects("changes").stream().map(PresenceCount::from).toList());
    }
}
