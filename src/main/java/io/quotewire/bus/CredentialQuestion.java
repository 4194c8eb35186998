package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks a gateway whether a credential is an administrator's, and whose. It holds the credential, so it is for nobody but gateways, is never kept and never
 * logged. Immutable.
 *
 * @param authorization the request's header of this name
 * @param apiKey the request's header {@code X-API-Key}
 * @param ip from which address the request came
 * @param what is asked for, for the audit
 */
public record CredentialQuestion(
        @Nullable String authorization, @Nullable String apiKey, String ip, String what) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        if (authorization != null) {
            json.put("authorization", authorization);
        }
        if (apiKey != null) {
            json.put("apiKey", apiKey);
        }
        return json.put("ip", ip).put("what", what);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static CredentialQuestion from(JsonObject json) {
        Fields fields = new Fields(json);
        return new CredentialQuestion(
                fields.textOrNull("authorization"),
                fields.textOrNull("apiKey"),
                fields.text("ip"),
                fields.text("what"));
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "CredentialQuestion[" + what + "]";
    }
}
