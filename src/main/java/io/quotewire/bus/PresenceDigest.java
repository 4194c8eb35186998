package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * How far one node's {@link PresenceChanges} have come: who has heard less asks for the rest. Immutable.
 *
 * @param kind why it is told
 * @param node which node
 * @param incarnation when the node's gateway was started, epoch milliseconds
 * @param member the node's id in the cluster, which is another after each start of the process; empty without a cluster
 * @param seq of the latest message
 * @param size how many counts other than 0 the node has
 */
public record PresenceDigest(Kind kind, String node, long incarnation, String member, long seq, long size) {
    /** Why it is told. */
    public enum Kind {
        /** The node is new and knows nobody: everybody is to tell their own at once. */
        HELLO,
        /** The node is there, as always. */
        ALIVE,
        /** The node goes, and everybody in it. */
        LEAVING
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject()
                .put("kind", kind.name())
                .put("node", node)
                .put("incarnation", incarnation)
                .put("member", member)
                .put("seq", seq)
                .put("size", size);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static PresenceDigest from(JsonObject json) {
        Fields fields = new Fields(json);
        return new PresenceDigest(
                fields.choice("kind", Kind.class),
                fields.text("node"),
                fields.number("incarnation"),
                fields.text("member", ""),
                fields.number("seq"),
                fields.number("size"));
    }
}
