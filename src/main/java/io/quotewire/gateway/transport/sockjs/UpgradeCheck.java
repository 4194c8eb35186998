package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.auth.OriginPolicy;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a request is a WebSocket handshake, RFC 6455 section 4.2.1 or its drafts 7 and 8. Stateless. */
final class UpgradeCheck {
    /** The protocol wants the drafts too: on the wire they differ in the header that names the origin only. */
    private static final Set<String> VERSIONS = Set.of("7", "8", "13");

    private UpgradeCheck() {}

    /** The first thing that is wrong. */
    static Optional<String> fault(HttpServerRequest request, OriginPolicy origins) {
        MultiMap headers = request.headers();
        if (!"websocket".equalsIgnoreCase(headers.get("Upgrade"))) {
            return Optional.of("Can \"Upgrade\" only to \"WebSocket\".");
        }
        if (!namesUpgrade(headers.getAll("Connection"))) {
            return Optional.of("\"Connection\" must be \"Upgrade\".");
        }
        if (!VERSIONS.contains(single(headers, "Sec-WebSocket-Version"))) {
            return Optional.of("\"Sec-WebSocket-Version\" must be 13.");
        }
        if (request.version() != HttpVersion.HTTP_1_1
                || single(headers, "Host").isEmpty()
                || single(headers, "Sec-WebSocket-Key").isEmpty()) {
            return Optional.of("\"Host\" and \"Sec-WebSocket-Key\" must be there once, over HTTP/1.1.");
        }
        String length = headers.get("Content-Length");
        if (headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"))) {
            return Optional.of("A handshake has no body.");
        }
        if (isForeign(request, origins)) {
            return Optional.of("This origin may not connect.");
        }
        return Optional.empty();
    }

    /** Whether a page of another site asks, as the drafts name it. */
    static boolean isForeign(HttpServerRequest request, OriginPolicy origins) {
        return !origins.allows(
                request.headers().getAll("Sec-WebSocket-Origin"),
                request.headers().get("Host"));
    }

    private static String single(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.get(0) : "";
    }

    private static boolean namesUpgrade(List<String> headers) {
        for (String header : headers) {
            for (String part : header.split(",", -1)) {
                if (part.trim().equalsIgnoreCase("upgrade")) {
                    return true;
                }
            }
        }
        return false;
    }
}
