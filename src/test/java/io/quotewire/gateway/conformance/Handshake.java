package io.quotewire.gateway.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A handshake, byte by byte what a client sends, and what it must be answered. Begins as a good one and is then spoilt.
 * {@code @} stands for the path.
 */
final class Handshake {
    private static final String END = "\r\n";
    private final String name;
    private final List<String> headers = new ArrayList<>(List.of(
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    private final Map<String, String> expected = new TreeMap<>();
    private String line = "GET @ HTTP/1.1";
    private String lineEnd = END;
    private String body = "";
    private int status = 101;

    private Handshake(String name) {
        this.name = name;
    }

    static Handshake of(String name) {
        return new Handshake(name);
    }

    Handshake line(String requestLine) {
        line = requestLine;
        return this;
    }

    Handshake lineEnd(String characters) {
        lineEnd = characters;
        return this;
    }

    Handshake with(String... more) {
        headers.addAll(List.of(more));
        return this;
    }

    Handshake without(String header) {
        headers.removeIf(each -> each.toLowerCase(Locale.ROOT).startsWith(header.toLowerCase(Locale.ROOT) + ":"));
        return this;
    }

    /** In the place of the header of the same name. */
    Handshake but(String header) {
        return without(header.substring(0, header.indexOf(':'))).with(header);
    }

    Handshake body(String text) {
        body = text;
        return this;
    }

    Handshake is(int expectedStatus) {
        status = expectedStatus;
        return this;
    }

    /** A header of the answer, compared without regard to case; null if it must not be there. */
    Handshake answers(String header, String value) {
        expected.put(header, value);
        return this;
    }

    /** RFC 9110 section 15.5.22 and 7.8, RFC 6455 section 4.4. */
    Handshake isUpgradeRequired() {
        return is(426).answers("Upgrade", "websocket")
                .answers("Connection", "Upgrade, close")
                .answers("Sec-WebSocket-Version", "13");
    }

    /** RFC 9110 section 15.5.6. */
    Handshake isNotAllowed() {
        return is(405).answers("Allow", "GET");
    }

    byte[] bytes(String path) {
        StringBuilder text = new StringBuilder(line.replace("@", path)).append(lineEnd);
        headers.forEach(header -> text.append(header).append(lineEnd));
        return (text + lineEnd + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    int status() {
        return status;
    }

    Map<String, String> expected() {
        return expected;
    }

    @Override
    public String toString() {
        return name;
    }
}
