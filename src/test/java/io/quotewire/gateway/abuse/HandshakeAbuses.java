package io.quotewire.gateway.abuse;

import static io.quotewire.gateway.abuse.Abuse.http;

import java.util.ArrayList;
import java.util.List;

/** Handshakes of WebSockets that are none (RFC 6455, section 4.2.1). */
final class HandshakeAbuses {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";

    private HandshakeAbuses() {}

    static List<Abuse> all() {
        String refused = "400";
        return List.of(
                handshake("no key", refused, UPGRADE, CONNECTION, VERSION),
                handshake("a key that is too short", refused, UPGRADE, CONNECTION, VERSION, "Sec-WebSocket-Key: YQ=="),
                handshake("a key that is no base64", refused, UPGRADE, CONNECTION, VERSION, "Sec-WebSocket-Key: ?"),
                handshake("two keys", refused, UPGRADE, CONNECTION, VERSION, KEY, KEY),
                handshake("an old version", "426", UPGRADE, CONNECTION, KEY, "Sec-WebSocket-Version: 8"),
                handshake("no version", "426", UPGRADE, CONNECTION, KEY),
                handshake("no Connection", "426", UPGRADE, VERSION, KEY),
                handshake("an upgrade to something else", "426", "Upgrade: h2c", CONNECTION, VERSION, KEY),
                http("a handshake by POST", "405", Target.request("POST", "/ws", UPGRADE, CONNECTION, VERSION, KEY)),
                http(
                        "a handshake in HTTP/1.0",
                        "426",
                        "GET /ws HTTP/1.0\r\nHost: localhost\r\n"
                                + String.join("\r\n", UPGRADE, CONNECTION, VERSION, KEY) + "\r\n\r\n"),
                opening("100 extensions", "101", extensions(100)),
                opening("a protocol of strange signs", "400", "Sec-WebSocket-Protocol: \u00ff{}[],,,"),
                opening("an origin of nobody", "403", "Origin: null"),
                opening("an empty origin", "403", "Origin: "),
                opening("two origins", "403", "Origin: http://localhost", "Origin: http://example.org"),
                opening("a token in the query", "400"),
                opening("two tokens", "400", "Authorization: Bearer a", "Authorization: Bearer b"),
                opening("a token of 7 KB", "401", "Authorization: Bearer " + "a".repeat(7_000)));
    }

    private static Abuse handshake(String name, String expected, String... headers) {
        return http(name, expected, Target.request("GET", "/ws", headers));
    }

    private static Abuse opening(String name, String expected, String... more) {
        List<String> headers = new ArrayList<>(List.of(UPGRADE, CONNECTION, VERSION, KEY));
        headers.addAll(List.of(more));
        String path = name.endsWith("query") ? "/ws?access_token=a" : "/ws";
        return http(name, expected, Target.request("GET", path, headers.toArray(String[]::new)));
    }

    private static String extensions(int count) {
        return "Sec-WebSocket-Extensions: " + "permessage-deflate; client_max_window_bits=15, ".repeat(count) + "x";
    }
}
