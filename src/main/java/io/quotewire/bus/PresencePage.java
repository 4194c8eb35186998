package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A page of one node's counts, in their order. Immutable.
 *
 * @param id of the question
 * @param node which node
 * @param incarnation when the node's gateway was started, epoch milliseconds
 * @param seq of the latest {@link PresenceChanges} that are in it
 * @param counts {@link #MAX_COUNTS} at most
 * @param last whether no page follows
 */
public record PresencePage(
        String id, String node, long incarnation, long seq, List<PresenceCount> counts, boolean last) {
    /** How many counts a page can have. */
    public static final int MAX_COUNTS = 500;

    /** A page. */
    public PresencePage {
        counts = List.copyOf(counts);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonArray rows = new JsonArray();
        counts.forEach(one -> rows.add(one.toJson()));
        return new JsonObject()
                .put("id", id)
                .put("node", node)
                .put("incarnation", incarnation)
                .put("seq", seq)
                .put("counts", rows)
                .put("last", last);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static PresencePage from(JsonObject json) {
        Fields fields = new Fields(json);
        return new PresencePage(
                fields.text("id"),
                fields.text("node"),
                fields.number("incarnation"),
                fields.number("seq"),
                fields.objects("counts").stream().map(PresenceCount::from).toList(),
                fields.flag("last", true));
    }
}
