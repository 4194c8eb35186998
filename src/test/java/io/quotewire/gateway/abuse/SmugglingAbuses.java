package io.quotewire.gateway.abuse;

import static io.quotewire.gateway.abuse.Abuse.http;

import java.util.List;

/**
 * Requests that two servers in a row could cut at different places (RFC 9112, sections 6.3 and 11.2): refused, and what
 * is behind them never read as a request.
 */
final class SmugglingAbuses {
    private static final String SMUGGLED = "GET /api/symbols HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String CHUNKS = "0\r\n\r\n";

    private SmugglingAbuses() {}

    static List<Abuse> all() {
        return List.of(
                post("a length and chunks", "400", "Content-Length: 5\r\nTransfer-Encoding: chunked", CHUNKS),
                post("chunks and a length", "400", "Transfer-Encoding: chunked\r\nContent-Length: 5", CHUNKS),
                post("two lengths", "400", "Content-Length: 5\r\nContent-Length: 6", "hello"),
                post("a list of lengths", "400", "Content-Length: 5, 6", "hello"),
                post("a negative length", "400", "Content-Length: -1", ""),
                post("a length with a sign", "400", "Content-Length: +5", "hello"),
                post("a length in another base", "400", "Content-Length: 0x5", "hello"),
                post("a length that is too long for a number", "400", "Content-Length: 99999999999999999999", "hello"),
                post("an empty length", "400", "Content-Length: ", ""),
                post("a coding that is none", "400", "Transfer-Encoding: xchunked", CHUNKS),
                post("chunks that are not last", "400", "Transfer-Encoding: chunked, identity", CHUNKS),
                post("chunks twice", "400", "Transfer-Encoding: chunked, chunked", CHUNKS),
                post(
                        "two codings in two lines",
                        "400",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                        CHUNKS),
                post("a space before the colon", "400", "Transfer-Encoding : chunked", CHUNKS),
                post("a tab in the coding", "400", "Transfer-Encoding: \u000bchunked", CHUNKS),
                http(
                        "chunks in HTTP/1.0",
                        "400",
                        "POST /api/tickets HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS
                                + SMUGGLED),
                chunked("a negative chunk", "cut", "-1\r\nhello\r\n"),
                chunked("a chunk that is too long for a number", "cut", "fffffffffffffffff\r\nhello\r\n"),
                chunked("a chunk with a word for its length", "cut", "five\r\nhello\r\n"),
                chunked("a chunk longer than it says", "cut", "3\r\nhello\r\n0\r\n\r\n"),
                chunked("a chunk extension of 1 MB", "cut", "5;" + "a".repeat(1 << 20) + "\r\nhello\r\n0\r\n\r\n"),
                chunked("20,000 trailers", "cut", "5\r\nhello\r\n0\r\n" + "X: 1\r\n".repeat(20_000) + "\r\n"),
                http(
                        "a request in the body of a GET",
                        "200 (200)",
                        Target.request("GET", "/api/symbols", "Content-Length: " + SMUGGLED.length()) + SMUGGLED),
                http(
                        "a request in the body of a handshake",
                        "400",
                        Target.request(
                                        "GET",
                                        "/ws",
                                        "Upgrade: websocket",
                                        "Connection: Upgrade",
                                        "Sec-WebSocket-Version: 13",
                                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                        "Content-Length: " + SMUGGLED.length())
                                + SMUGGLED));
    }

    private static Abuse post(String name, String expected, String headers, String body) {
        return http(name, expected, Target.request("POST", "/api/tickets", headers) + body + SMUGGLED);
    }

    private static Abuse chunked(String name, String expected, String body) {
        return post(name, expected, "Transfer-Encoding: chunked", body);
    }
}
