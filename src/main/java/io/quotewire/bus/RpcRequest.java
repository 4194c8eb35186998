package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * A client's request to a service. Immutable.
 *
 * @param userId who asks
 * @param role with which role
 * @param body what the service is asked
 */
public record RpcRequest(String userId, UserRole role, JsonObject body) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("userId", userId);
        json.put("role", role.name());
        json.put("body", body);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static RpcRequest from(JsonObject json) {
        Fields fields = new Fields(json);
        return new RpcRequest(fields.text("userId"), fields.choice("role", UserRole.class), fields.object("body"));
    }
}
