package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.OriginPolicy;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/** What a handshake must be, RFC 6455 section 4.2.1, before anything is spent on it. Stateless. */
final class HandshakeCheck {
    /** The subprotocol that we speak. */
    static final String PROTOCOL = "quotewire.v1.json";

    private HandshakeCheck() {}

    /**
     * Why not.
     *
     * @param status the HTTP status
     * @param text what is wrong, for a person
     */
    record Fault(int status, String text) {}

    /** The first thing that is wrong with a handshake. */
    static Optional<Fault> fault(HttpServerRequest request, OriginPolicy origins) {
        MultiMap headers = request.headers();
        if (request.version() != HttpVersion.HTTP_1_1 || !request.method().equals(HttpMethod.GET)) {
            return fault(400, "a WebSocket handshake is a GET over HTTP/1.1");
        }
        if (!headers.contains("Upgrade", "websocket", true) || !names(headers.getAll("Connection"), "upgrade")) {
            return fault(426, "this address speaks WebSocket only");
        }
        if (!"13".equals(single(headers, "Sec-WebSocket-Version"))) {
            return fault(426, "Sec-WebSocket-Version must be 13");
        }
        if (headers.getAll("Host").size() != 1
                || single(headers, "Sec-WebSocket-Key").isEmpty()) {
            return fault(400, "Host and Sec-WebSocket-Key must be there once");
        }
        String length = headers.get("Content-Length");
        if (headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"))) {
            return fault(400, "a handshake has no body");
        }
        if (!origins.allows(headers.getAll("Origin"), headers.get("Host"))) {
            return fault(403, "this origin may not connect");
        }
        List<String> protocols = Credentials.protocols(headers);
        if (!protocols.isEmpty() && protocols.stream().allMatch(Credentials::isCarrier)) {
            return fault(400, "offer " + PROTOCOL + " beside the token");
        }
        return Optional.empty();
    }

    /** Whether a client offers subprotocols and ours is not among them. */
    static boolean offersOnlyOthers(HttpServerRequest request) {
        List<String> protocols = Credentials.protocols(request.headers());
        return !protocols.isEmpty() && !protocols.contains(PROTOCOL);
    }

    private static String single(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.get(0) : "";
    }

    private static boolean names(List<String> headers, String token) {
        for (String header : headers) {
            for (String part : header.split(",", -1)) {
                if (part.trim().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Fault> fault(int status, String text) {
        return Optional.of(new Fault(status, text));
    }
}
