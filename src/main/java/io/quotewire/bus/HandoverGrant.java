package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * From now on, some feeds are the receiver's: the sender has published its last. Immutable.
 *
 * @param feed the name under which it publishes
 * @param fence what its messages carry
 * @param positions by feed, how far it has come in the exchange's numbering: by symbol, the number of the last event of
 *     each kind; -1 for none
 */
public record HandoverGrant(String feed, long fence, JsonObject positions) {
    /** Copies. */
    public HandoverGrant {
        positions = positions.copy();
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("feed", feed).put("fence", fence).put("positions", positions);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return the grant
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static HandoverGrant from(JsonObject json) {
        Fields fields = new Fields(json);
        return new HandoverGrant(fields.text("feed"), fields.number("fence"), fields.object("positions"));
    }
}
