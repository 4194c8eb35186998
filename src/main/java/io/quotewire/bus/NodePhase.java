package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * Where the node stands in its life. Immutable.
 *
 * @param node which node
 * @param phase where it stands
 */
public record NodePhase(String node, Phase phase) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("node", node);
        json.put("phase", phase.name());
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NodePhase from(JsonObject json) {
        Fields fields = new Fields(json);
        return new NodePhase(fields.text("node"), fields.choice("phase", Phase.class));
    }

    /** The phases, in their order. */
    public enum Phase {
        /** Verticles are being deployed. */
        STARTING,
        /** Every role works: traffic may come, replays begin. */
        READY,
        /** Clients are told to go; nothing new is taken. */
        DRAINING
    }
}
