package io.quotewire.monitoring.health;

import io.vertx.core.json.JsonObject;

/**
 * The answer to a health request. Immutable.
 *
 * @param status the HTTP status
 * @param body its JSON body
 */
public record Answer(int status, JsonObject body) {
    /**
     * As the reply over the bus.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("status", status).put("body", body);
    }
}
