package io.quotewire.gateway.transport.websocket;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The answer that opens a WebSocket, RFC 6455 section 4.2.2. One for each event loop, confined to it.
 */
public final class SwitchingProtocols {
    private static final String HEAD =
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private final String subprotocol;
    private final MessageDigest sha1;

    /**
     * Knows what all answers have in common.
     *
     * @param subprotocol the one that is agreed where a client offers it
     */
    public SwitchingProtocols(String subprotocol) {
        this.subprotocol = subprotocol;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * Answers one handshake.
     *
     * @param headers the client's, with one Sec-WebSocket-Key
     * @param extensions what was agreed of those that it offers; null if nothing
     * @return the whole answer, as it goes over the wire
     */
    byte[] to(MultiMap headers, @Nullable String extensions) {
        byte[] key = (headers.get("Sec-WebSocket-Key") + GUID).getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder answer =
                new StringBuilder(256).append(HEAD).append(Base64.getEncoder().encodeToString(sha1.digest(key)));
        if (isOffered(headers)) {
            answer.append("\r\nsec-websocket-protocol: ").append(subprotocol);
        }
        if (extensions != null) {
            answer.append("\r\nsec-websocket-extensions: ").append(extensions);
        }
        return answer.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean isOffered(MultiMap headers) {
        for (String header : headers.getAll("Sec-WebSocket-Protocol")) {
            for (String offered : header.split(",", -1)) {
                if (offered.trim().equals(subprotocol)) {
                    return true;
                }
            }
        }
        return false;
    }
}
