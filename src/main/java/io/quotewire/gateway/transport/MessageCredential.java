package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Credential;
import io.quotewire.gateway.auth.Credential.Kind;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a peer of the event-bus bridge shows in its messages' header {@code Authorization} or
 * {@code X-API-Key}, since browsers and SockJS cannot do so in the handshake. Confined to the peer's event loop.
 */
final class MessageCredential {
    private static final String BEARER = "bearer ";
    private @Nullable Credential accepted;

    /** What a message shows, and whether that is more than one. */
    private static final class Shown {
        private @Nullable Credential one;
        private boolean several;

        private void add(Kind kind, String text) {
            several = one != null;
            one = new Credential(kind, text);
        }
    }

    /** Several credentials in a message stand for none that could be accepted. */
    private static final Credential SEVERAL = new Credential(Kind.TOKEN, "");

    /** The one that a message shows, if it is another than the last that was accepted. */
    Optional<Credential> fresh(JsonObject message) {
        Credential shown = shown(message);
        return shown == null || shown.equals(accepted) ? Optional.empty() : Optional.of(shown);
    }

    /** It was verified. */
    void accept(Credential credential) {
        accepted = credential;
    }

    /** Whether any was. */
    boolean wasAccepted() {
        return accepted != null;
    }

    private static @Nullable Credential shown(JsonObject message) {
        if (!(message.getValue("headers") instanceof JsonObject headers)) {
            return null;
        }
        Shown shown = new Shown();
        for (String name : headers.fieldNames()) {
            if (headers.getValue(name) instanceof String value) {
                if (name.equalsIgnoreCase("X-API-Key")) {
                    shown.add(Kind.API_KEY, value.trim());
                } else if (name.equalsIgnoreCase("Authorization")
                        && value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                    shown.add(Kind.TOKEN, value.substring(BEARER.length()).trim());
                }
            }
        }
        return shown.several ? SEVERAL : shown.one;
    }
}
