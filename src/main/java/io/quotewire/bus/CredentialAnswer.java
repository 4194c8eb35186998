package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * Whose a credential is. Immutable.
 *
 * @param userId the user
 * @param role what they may
 */
public record CredentialAnswer(String userId, UserRole role) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("userId", userId).put("role", role.name());
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static CredentialAnswer from(JsonObject json) {
        Fields fields = new Fields(json);
        return new CredentialAnswer(fields.text("userId"), fields.choice("role", UserRole.class));
    }
}
