package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * What the gateway that took a {@link ControlCommand} tells all gateways to do. Immutable.
 *
 * @param id unique among the orders of its node
 * @param node who is to be told of the {@link ControlOutcome}
 * @param action what is to be done
 * @param command whom it concerns, and the rest
 * @param atMs when the command was taken, epoch milliseconds
 */
public record ControlOrder(String id, String node, ControlAction action, ControlCommand command, long atMs) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("id", id);
        json.put("node", node);
        json.put("action", action.name());
        json.put("command", command.toJson());
        json.put("atMs", atMs);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ControlOrder from(JsonObject json) {
        Fields fields = new Fields(json);
        JsonObject command = fields.objectOrNull("command");
        if (command == null) {
            throw new MalformedMessageException("command", "is required, an object");
        }
        return new ControlOrder(
                fields.text("id"),
                fields.text("node"),
                fields.choice("action", ControlAction.class),
                ControlCommand.from(command),
                fields.number("atMs"));
    }
}
