package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * A feed verticle that stands by takes a {@link HandoverOffer}: it is connecting, and later connected and can publish at once.
 * Immutable.
 *
 * @param feed what was offered
 * @param member its node's id in the cluster
 * @param publisher its own id
 * @param node its node's name
 * @param connected whether it is connected already
 */
public record HandoverReady(String feed, String member, String publisher, String node, boolean connected) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject()
                .put("feed", feed)
                .put("member", member)
                .put("publisher", publisher)
                .put("node", node)
                .put("connected", connected);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static HandoverReady from(JsonObject json) {
        Fields fields = new Fields(json);
        return new HandoverReady(
                fields.text("feed"),
                fields.text("member"),
                fields.text("publisher"),
                fields.text("node"),
                fields.flag("connected", false));
    }
}
