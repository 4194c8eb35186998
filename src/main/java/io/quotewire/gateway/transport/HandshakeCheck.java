package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.OriginPolicy;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.transport.websocket.ExtensionOffers;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a handshake must be, RFC 6455 section 4.2.1 and RFC 9110 section 7.8, before anything is spent on it. To be
 * asked of what {@link RequestCheck} lets pass. Stateless.
 */
final class HandshakeCheck {
    private static final String VERSION = "13";
    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;
    private static final int UPGRADE_REQUIRED = 426;

    private static final int KEY_BYTES = 16;
    private static final int KEY_LENGTH = 24;

    private HandshakeCheck() {}

    /**
     * Why not.
     *
     * @param status the HTTP status
     * @param text what is wrong, for a person
     */
    record Fault(int status, String text) {
        /** Whether it is a page of another site that asks. */
        boolean isOrigin() {
            return status == FORBIDDEN;
        }

        /** Says in the headers what could be done about it. The connection ends: whoever is wrong here may be so again. */
        HttpServerResponse begin(HttpServerRequest request) {
            HttpServerResponse response = request.response().setStatusCode(status);
            if (status == UPGRADE_REQUIRED) {
                response.putHeader("Upgrade", "websocket");
                response.putHeader("Connection", "Upgrade, close");
                response.putHeader("Sec-WebSocket-Version", VERSION);
            } else {
                response.putHeader("Connection", "close");
            }
            if (status == NOT_ALLOWED) {
                response.putHeader("Allow", "GET");
            }
            return response.endHandler(answered -> request.connection().close());
        }
    }

    /** The first thing that is wrong with a handshake. */
    static Optional<Fault> fault(HttpServerRequest request, OriginPolicy origins) {
        MultiMap headers = request.headers();
        boolean old = request.version() != HttpVersion.HTTP_1_1;
        if (!request.method().equals(HttpMethod.GET)) {
            return fault(NOT_ALLOWED, "a WebSocket handshake is a GET");
        }
        // Over HTTP/1.0 an Upgrade header is not to be looked at, RFC 9110 section 7.8.
        if (old || !names(headers.getAll("Upgrade"), "websocket") || !names(headers.getAll("Connection"), "upgrade")) {
            return fault(UPGRADE_REQUIRED, "this address speaks WebSocket over HTTP/1.1 only");
        }
        if (!VERSION.equals(single(headers, "Sec-WebSocket-Version"))) {
            return fault(UPGRADE_REQUIRED, "Sec-WebSocket-Version must be " + VERSION);
        }
        if (!isKey(single(headers, "Sec-WebSocket-Key"))) {
            return fault(400, "Sec-WebSocket-Key must be there once, 16 bytes in base64");
        }
        String length = headers.get("Content-Length");
        if (headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"))) {
            return fault(400, "a handshake has no body");
        }
        if (!origins.allows(headers.getAll("Origin"), headers.get("Host"))) {
            return fault(FORBIDDEN, "this origin may not connect");
        }
        return offerFault(headers);
    }

    private static Optional<Fault> offerFault(MultiMap headers) {
        List<String> protocols = Credentials.protocols(headers);
        boolean offered = headers.contains("Sec-WebSocket-Protocol");
        if (offered && (protocols.isEmpty() || !protocols.stream().allMatch(ExtensionOffers::isToken))) {
            return fault(400, "Sec-WebSocket-Protocol must be a list of tokens");
        }
        if (Set.copyOf(protocols).size() < protocols.size()) {
            return fault(400, "a subprotocol is offered twice");
        }
        if (offered && protocols.stream().allMatch(Credentials::isCarrier)) {
            return fault(400, "offer " + Messages.SUBPROTOCOL + " beside the token");
        }
        if (!ExtensionOffers.areWellFormed(headers.getAll("Sec-WebSocket-Extensions"))) {
            return fault(400, "Sec-WebSocket-Extensions cannot be read");
        }
        return Optional.empty();
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == KEY_LENGTH && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Whether a client offers subprotocols and ours is not among them. */
    static boolean offersOnlyOthers(HttpServerRequest request) {
        List<String> protocols = Credentials.protocols(request.headers());
        return !protocols.isEmpty() && !protocols.contains(Messages.SUBPROTOCOL);
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
