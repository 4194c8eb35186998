package io.quotewire.gateway.abuse;

import static io.quotewire.gateway.abuse.Abuse.get;
import static io.quotewire.gateway.abuse.Abuse.http;

import java.util.List;

/** Requests that are slow, too large or no requests at all. */
final class RequestAbuses {
    private static final String GET = "GET /api/symbols HTTP/1.1\r\n";
    private static final String HOST = "Host: localhost\r\n";

    private RequestAbuses() {}

    static List<Abuse> slow() {
        return List.of(
                http("says nothing", "cut", ""),
                http("says one byte", "cut", "G"),
                http("half a request line", "cut", "GET /he"),
                http("headers without an end", "cut", GET + HOST + "X-A: 1\r\n"),
                new Abuse(
                        "headers byte by byte", "cut", target -> target.trickle(GET + HOST + "X: " + "a".repeat(100))),
                http("a body that does not come", "401", Target.request("POST", "/api/tickets", "Content-Length: 100")),
                http(
                        "a chunked body that does not end",
                        "401",
                        Target.request("POST", "/api/tickets", "Transfer-Encoding: chunked") + "5\r\nhello\r\n"),
                http("a handshake without its last line", "cut", GET + HOST + "Upgrade: websocket\r\n"));
    }

    static List<Abuse> noise() {
        return List.of(
                http(
                        "a TLS hello",
                        "400",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                http("the preface of HTTP/2", "501", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                http("zeros", "400", "\u0000".repeat(10_000)),
                http("noise", "400", "\u00ff\u00fe\u0080\u0081 \u00c3\r\n\r\n"),
                http("empty lines", "414", "\r\n".repeat(100_000)),
                http("a line without a version", "400", "GET /health/live\r\n\r\n"),
                http("a version of the future", "501", "GET /health/live HTTP/9.9\r\n" + HOST + "\r\n"),
                http("a version that is none", "501", "GET /health/live QTP/1.1\r\n" + HOST + "\r\n"),
                http("a method with a line break in it", "400", "GE\rT /health/live HTTP/1.1\r\n" + HOST + "\r\n"),
                http("a method nobody knows", "404 (200)", "FETCH /health/live HTTP/1.1\r\n" + HOST + "\r\n"),
                http("TRACE", "404 (200)", "TRACE /health/live HTTP/1.1\r\n" + HOST + "\r\n"),
                http("CONNECT elsewhere", "400", "CONNECT example.org:443 HTTP/1.1\r\n" + HOST + "\r\n"),
                http("OPTIONS of everything", "404 (200)", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
                http(
                        "a target of another server",
                        "404 (200)",
                        "GET http://example.org/nothing HTTP/1.1\r\n" + HOST + "\r\n"),
                http("no host", "400", GET + "\r\n"),
                http("two hosts", "400", GET + HOST + "Host: example.org\r\n\r\n"));
    }

    static List<Abuse> bombs() {
        return List.of(
                http("a request line of 1 MB", "414", "GET /" + "a".repeat(1 << 20) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                http("a method of 10 KB", "414", "G".repeat(10_240) + " / HTTP/1.1\r\n" + HOST + "\r\n"),
                get("a header of 1 MB", "431", "/health/live", "X-A: " + "a".repeat(1 << 20)),
                get("a header name of 64 KB", "431", "/health/live", "a".repeat(65_536) + ": 1"),
                http("20,000 headers", "431", GET + HOST + "X: 1\r\n".repeat(20_000) + "\r\n"),
                get("a header without a colon", "400", "/health/live", "X-A"),
                get("a header name with a space", "400", "/health/live", "X A: 1"),
                get("a header with a zero in it", "400", "/health/live", "X-A: 1\u00002"),
                get("a header with half a line break", "400", "/health/live", "X-A: 1\rX-B: 2"),
                http("a header that goes on in the next line", "200 (200)", GET + HOST + "X-A: 1\r\n 2\r\n\r\n"),
                get("5,000 query parameters", "200 (200)", "/api/symbols?" + "a=1&".repeat(900)),
                http(
                        "a body of 2 MB to the API",
                        "413 (200)",
                        Target.request("POST", "/api/notifications", "Content-Length: 2097152") + "a".repeat(2 << 20)),
                http(
                        "a body without an end to the API",
                        "413",
                        Target.request("POST", "/api/notifications", "Transfer-Encoding: chunked")
                                + ("10000\r\n" + "a".repeat(65_536) + "\r\n").repeat(40)));
    }
}
