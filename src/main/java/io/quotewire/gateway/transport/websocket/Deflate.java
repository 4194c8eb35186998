package io.quotewire.gateway.transport.websocket;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate, RFC 7692 section 7.1, always without context in both directions: what we send can be shared
 * by all, and a client that sends nothing costs nothing. Immutable.
 *
 * @param header what to answer in {@code Sec-WebSocket-Extensions}
 * @param decoder inflates what comes, no message longer than the limit
 */
record Deflate(String header, WebSocketExtensionDecoder decoder) {
    private static final String NAME = "permessage-deflate";
    private static final String WINDOW = "server_max_window_bits";
    private static final int LEVEL = 6;
    private static final int WINDOW_BITS = 15;
    private static final int MEMORY_LEVEL = 8;

    /** Takes the first offer that can be met; an offer that cannot be read is none. */
    static Optional<Deflate> negotiate(@Nullable String offered, int maxMessageBytes) {
        if (offered == null) {
            return Optional.empty();
        }
        // The decoder's limit is exclusive.
        PerMessageDeflateServerExtensionHandshaker handshaker = new PerMessageDeflateServerExtensionHandshaker(
                LEVEL, false, WINDOW_BITS, true, true, WINDOW_BITS, MEMORY_LEVEL, maxMessageBytes + 1);
        try {
            for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(offered)) {
                if (NAME.equals(offer.name())) {
                    Map<String, String> parameters = new HashMap<>(offer.parameters());
                    // The JDK knows no other window; who asks for it wants to read so.
                    boolean window = parameters.remove(WINDOW, String.valueOf(WINDOW_BITS));
                    parameters.put("server_no_context_takeover", null);
                    parameters.put("client_no_context_takeover", null);
                    WebSocketServerExtension met =
                            handshaker.handshakeExtension(new WebSocketExtensionData(NAME, parameters));
                    if (met != null) {
                        String header = text(met.newReponseData()) + (window ? "; " + WINDOW + "=" + WINDOW_BITS : "");
                        return Optional.of(new Deflate(header, met.newExtensionDecoder()));
                    }
                }
            }
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String text(WebSocketExtensionData data) {
        StringBuilder text = new StringBuilder(data.name());
        data.parameters()
                .forEach((name, value) -> text.append("; ").append(name).append(value == null ? "" : "=" + value));
        return text.toString();
    }
}
