package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * A feed verticle that runs some feeds is about to stop, and asks who can go on. Immutable.
 *
 * @param feed the name under which it publishes
 * @param replyTo where it takes {@link HandoverReady}
 */
public record HandoverOffer(String feed, String replyTo) {
    /**
     * As the body of {@link Address#FEED_HANDOVER}.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("feed", feed).put("replyTo", replyTo);
    }

    /**
     * Reads a body of {@link Address#FEED_HANDOVER}.
     *
     * @param json the body
     * @return the offer
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static HandoverOffer from(JsonObject json) {
        Fields fields = new Fields(json);
        return new HandoverOffer(fields.text("feed"), fields.text("replyTo"));
    }
}
