package io.quotewire.gateway.transport;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a peer of the event-bus bridge shows in its messages' header {@code Authorization}, since browsers and
 * SockJS cannot do so in the handshake. Confined to the peer's event loop.
 */
final class MessageCredential {
    private static final String BEARER = "bearer ";
    private @Nullable String accepted;

    /** The one that a message shows, if it is another than the last that was accepted; else null. */
    @Nullable
    String fresh(JsonObject message) {
        String shown = shown(message);
        return shown == null || shown.equals(accepted) ? null : shown;
    }

    /** It was verified. */
    void accept(String token) {
        accepted = token;
    }

    /** Whether any was. */
    boolean wasAccepted() {
        return accepted != null;
    }

    private static @Nullable String shown(JsonObject message) {
        if (message.getValue("headers") instanceof JsonObject headers) {
            for (String name : headers.fieldNames()) {
                if (name.equalsIgnoreCase("Authorization")
                        && headers.getValue(name) instanceof String value
                        && value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                    return value.substring(BEARER.length()).trim();
                }
            }
        }
        return null;
    }
}
