package io.quotewire.gateway.conformance;

import java.util.ArrayList;
import java.util.List;

/** RFC 6455 section 4, RFC 9110, RFC 9112: handshakes good and bad. */
final class HandshakeCases {
    private static final String KEY = "Sec-WebSocket-Key: ";
    private static final String VERSION = "Sec-WebSocket-Version: ";

    private HandshakeCases() {}

    static List<Handshake> all() {
        List<Handshake> cases = new ArrayList<>();
        good(cases);
        hosts(cases);
        keys(cases);
        versions(cases);
        upgrades(cases);
        methods(cases);
        bodies(cases);
        lists(cases);
        targets(cases);
        lines(cases);
        return cases;
    }

    private static void good(List<Handshake> cases) {
        String accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
        cases.add(Handshake.of("the example of RFC 6455").answers("Sec-WebSocket-Accept", accept));
        cases.add(Handshake.of("names and tokens in any case")
                .without("Upgrade")
                .without("Connection")
                .without("Host")
                .with("hOST: localhost", "uPGRADE: WebSocket", "cONNECTION: uPGRADE")
                .answers("Sec-WebSocket-Accept", accept));
        cases.add(Handshake.of("as Firefox does it").but("Connection: keep-alive, Upgrade"));
        cases.add(Handshake.of("Connection in two lines")
                .but("Connection: keep-alive")
                .with("Connection: Upgrade"));
        cases.add(
                Handshake.of("space around values").but("Host: \t localhost \t").but(VERSION + "   13  "));
        cases.add(Handshake.of("no space before values").but("Host:localhost").but("Upgrade:websocket"));
        cases.add(Handshake.of("an IPv6 host").but("Host: [::1]:8080"));
        cases.add(Handshake.of("a header that nobody knows").with("X-Unknown: {\"a\": \"\u00e9\"}"));
        cases.add(Handshake.of("its own origin").with("Origin: http://localhost"));
        cases.add(Handshake.of("an expectation without a body").with("Content-Length: 0"));
        cases.add(Handshake.of("a query").line("GET @?a=b&c=%20d HTTP/1.1"));
    }

    private static void hosts(List<Handshake> cases) {
        cases.add(Handshake.of("no Host").without("Host").is(400));
        cases.add(Handshake.of("two Hosts").with("Host: localhost").is(400));
        cases.add(Handshake.of("two unlike Hosts").with("Host: example.com").is(400));
        cases.add(Handshake.of("an empty Host").but("Host: ").is(400));
        for (String bad : List.of("a b", "user@localhost", "localhost/ws", "localhost:port", "a, b", "[::1", "<x>")) {
            cases.add(Handshake.of("Host " + bad).but("Host: " + bad).is(400));
        }
        cases.add(Handshake.of("two Origins")
                .with("Origin: http://localhost", "Origin: http://localhost")
                .is(403));
        cases.add(Handshake.of("another Origin")
                .with("Origin: http://example.com")
                .is(403));
        cases.add(Handshake.of("the Origin null").with("Origin: null").is(403));
        cases.add(Handshake.of("an empty Origin").with("Origin: ").is(403));
    }

    private static void keys(List<Handshake> cases) {
        cases.add(Handshake.of("no key").without("Sec-WebSocket-Key").is(400));
        cases.add(
                Handshake.of("two keys").with(KEY + "dGhlIHNhbXBsZSBub25jZQ==").is(400));
        cases.add(Handshake.of("an empty key").but(KEY).is(400));
        cases.add(Handshake.of("a key of 15 bytes")
                .but(KEY + "AAECAwQFBgcICQoLDA0O")
                .is(400));
        cases.add(Handshake.of("a key of 17 bytes")
                .but(KEY + "AAECAwQFBgcICQoLDA0ODxA=")
                .is(400));
        cases.add(Handshake.of("a key of 18 bytes")
                .but(KEY + "AAECAwQFBgcICQoLDA0ODxAR")
                .is(400));
        cases.add(Handshake.of("a key without its padding")
                .but(KEY + "dGhlIHNhbXBsZSBub25jZQ")
                .is(400));
        cases.add(Handshake.of("a key that is not base64")
                .but(KEY + "!!!!!!!!!!!!!!!!!!!!!!==")
                .is(400));
        cases.add(Handshake.of("a key of the other base64")
                .but(KEY + "_-_-_-_-_-_-_-_-_-_-_w==")
                .is(400));
        cases.add(Handshake.of("a key with a space in it")
                .but(KEY + "dGhlIHNhbXBs ZSBub25jZQ==")
                .is(400));
        cases.add(Handshake.of("a key of a thousand letters")
                .but(KEY + "A".repeat(1_000))
                .is(400));
    }

    private static void versions(List<Handshake> cases) {
        cases.add(Handshake.of("no version").without("Sec-WebSocket-Version").isUpgradeRequired());
        for (String other : List.of("", "0", "8", "12", "14", "255", "013", "1 3", "13, 8", "thirteen", "-13")) {
            cases.add(Handshake.of("version " + other).but(VERSION + other).isUpgradeRequired());
        }
        cases.add(Handshake.of("two versions").with(VERSION + "8").isUpgradeRequired());
        cases.add(Handshake.of("the version twice").with(VERSION + "13").isUpgradeRequired());
        cases.add(Handshake.of("HTTP/1.0").line("GET @ HTTP/1.0").isUpgradeRequired());
    }

    private static void upgrades(List<Handshake> cases) {
        cases.add(Handshake.of("no Upgrade").without("Upgrade").isUpgradeRequired());
        cases.add(Handshake.of("another Upgrade").but("Upgrade: h2c").isUpgradeRequired());
        cases.add(Handshake.of("nearly an Upgrade").but("Upgrade: websocket2").isUpgradeRequired());
        cases.add(Handshake.of("an empty Upgrade").but("Upgrade: ").isUpgradeRequired());
        cases.add(Handshake.of("no Connection").without("Connection").isUpgradeRequired());
        cases.add(Handshake.of("Connection without upgrade")
                .but("Connection: keep-alive")
                .isUpgradeRequired());
        cases.add(Handshake.of("Connection with nearly upgrade")
                .but("Connection: upgraded")
                .isUpgradeRequired());
        cases.add(Handshake.of("an ordinary GET")
                .without("Upgrade")
                .without("Connection")
                .without("Sec-WebSocket-Key")
                .without("Sec-WebSocket-Version")
                .isUpgradeRequired());
        cases.add(Handshake.of("Upgrade twice").with("Upgrade: websocket"));
        cases.add(Handshake.of("other upgrades too, in one line").but("Upgrade: h2c, websocket"));
        cases.add(Handshake.of("other upgrades too, in two lines").with("Upgrade: h2c"));
    }

    private static void methods(List<Handshake> cases) {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "FOO")) {
            cases.add(Handshake.of(method).line(method + " @ HTTP/1.1").isNotAllowed());
        }
        cases.add(Handshake.of("POST without an upgrade")
                .line("POST @ HTTP/1.1")
                .without("Upgrade")
                .without("Connection")
                .with("Content-Length: 2")
                .body("{}")
                .isNotAllowed());
        for (String version : List.of("HTTP/2.0", "HTTP/3.7", "ICAP/1.0")) {
            cases.add(Handshake.of(version).line("GET @ " + version).is(501));
        }
    }

    private static void bodies(List<Handshake> cases) {
        cases.add(Handshake.of("a body").with("Content-Length: 5").body("hello").is(400));
        cases.add(Handshake.of("a body that does not come")
                .with("Content-Length: 5")
                .is(400));
        cases.add(Handshake.of("a body in chunks")
                .with("Transfer-Encoding: chunked")
                .body("5\r\nhello\r\n0\r\n\r\n")
                .is(400));
        cases.add(Handshake.of("no body in chunks")
                .with("Transfer-Encoding: chunked")
                .body("0\r\n\r\n")
                .is(400));
        cases.add(Handshake.of("both lengths")
                .with("Content-Length: 5", "Transfer-Encoding: chunked")
                .body("0\r\n\r\n")
                .is(400));
        cases.add(Handshake.of("two unlike lengths")
                .with("Content-Length: 0", "Content-Length: 5")
                .is(400));
        cases.add(Handshake.of("a negative length").with("Content-Length: -1").is(400));
        cases.add(Handshake.of("a length that is no number")
                .with("Content-Length: 0x5")
                .is(400));
    }

    private static void lists(List<Handshake> cases) {
        String protocol = "Sec-WebSocket-Protocol";
        String none = null;
        cases.add(Handshake.of("our subprotocol")
                .with(protocol + ": quotewire.v1.json")
                .answers(protocol, "quotewire.v1.json"));
        cases.add(Handshake.of("our subprotocol among others")
                .with(protocol + ": chat, quotewire.v1.json")
                .answers(protocol, "quotewire.v1.json"));
        cases.add(Handshake.of("other subprotocols")
                .with(protocol + ": chat, superchat")
                .answers(protocol, none));
        for (String bad : List.of("", ",", "a b", "chat;x", "\"chat\"", "chat, chat", "(chat)", "a/b")) {
            cases.add(Handshake.of("subprotocols " + bad)
                    .with(protocol + ": " + bad)
                    .is(400));
        }
        String extensions = "Sec-WebSocket-Extensions";
        for (String bad : List.of(
                "",
                ",",
                ";",
                "=",
                "a b",
                "a;",
                "a;;b",
                "a; =1",
                "a; b=",
                "a; b==1",
                "a; b=\"",
                "a; b=\"x y\"",
                "a, b;",
                "\"a\"",
                "permessage-deflate; client_max_window_bits=\"10",
                "permessage-deflate: x",
                "(a)")) {
            cases.add(Handshake.of("extensions " + bad)
                    .with(extensions + ": " + bad)
                    .is(400));
        }
        cases.add(Handshake.of("unknown extensions")
                .with(extensions + ": a, b; c=1; d=\"2\"")
                .answers(extensions, none));
    }

    private static void targets(List<Handshake> cases) {
        cases.add(Handshake.of("a whole address").line("GET http://localhost@ HTTP/1.1"));
        cases.add(Handshake.of("a whole address with a query").line("GET http://localhost@?a=b HTTP/1.1"));
        cases.add(Handshake.of("dots that lead back").line("GET /x/..@ HTTP/1.1"));
        cases.add(Handshake.of("dots that lead out")
                .line("GET @/../../../../etc/passwd HTTP/1.1")
                .is(404));
        cases.add(Handshake.of("dots in disguise")
                .line("GET @/%2e%2e/%2e%2e/etc/passwd HTTP/1.1")
                .is(404));
        cases.add(Handshake.of("a path below").line("GET @/below HTTP/1.1").is(404));
        cases.add(Handshake.of("a bad escape").line("GET @%zz HTTP/1.1").is(400));
        cases.add(Handshake.of("half an escape").line("GET @%2 HTTP/1.1").is(400));
        cases.add(Handshake.of("a zero in disguise").line("GET @%00 HTTP/1.1").is(404));
        cases.add(Handshake.of("a bad escape in the query")
                .line("GET @?a=%zz HTTP/1.1")
                .is(400));
        cases.add(Handshake.of("no path").line("GET  HTTP/1.1").is(400));
        cases.add(
                Handshake.of("a path without its slash").line("GET ws HTTP/1.1").is(400));
        cases.add(Handshake.of("an address without a path")
                .line("GET localhost:80 HTTP/1.1")
                .is(400));
        cases.add(Handshake.of("a star").line("GET * HTTP/1.1").is(400));
        cases.add(Handshake.of("a fragment").line("GET @#here HTTP/1.1").is(400));
        cases.add(Handshake.of("a space in the path").line("GET @ x HTTP/1.1").is(400));
    }

    private static void lines(List<Handshake> cases) {
        cases.add(Handshake.of("a long request line")
                .line("GET @?" + "x".repeat(8_000) + " HTTP/1.1")
                .is(414));
        cases.add(Handshake.of("a long header")
                .with("X-Long: " + "x".repeat(20_000))
                .is(431));
        cases.add(Handshake.of("many headers").with(many(2_000)).is(431));
        cases.add(Handshake.of("space before the colon").with("X-Header : x").is(400));
        cases.add(Handshake.of("space before the colon of Host")
                .but("Host : localhost")
                .is(400));
        cases.add(Handshake.of("a folded header").with("X-Header: a\r\n b"));
        cases.add(Handshake.of("a folded first header")
                .but("Host: localhost\r\n\tx")
                .is(400));
        cases.add(Handshake.of("no colon").with("X-Header").is(400));
        cases.add(Handshake.of("no name").with(": x").is(400));
        cases.add(Handshake.of("a name with a space").with("X Header: x").is(400));
        cases.add(Handshake.of("a name with brackets").with("X(Header): x").is(400));
        cases.add(Handshake.of("a name that is not ASCII").with("X-H\u00e9: x").is(400));
        for (char control : new char[] {0, 1, 7, 0x0B, 0x1B, 0x7F}) {
            cases.add(Handshake.of("the character " + (int) control + " in a value")
                    .with("X-Header: a" + control + "b")
                    .is(400));
            cases.add(Handshake.of("the character " + (int) control + " in a name")
                    .with("X-He" + control + "ader: a")
                    .is(400));
        }
        cases.add(Handshake.of("a carriage return in a value")
                .with("X-Header: a\rb")
                .is(400));
        cases.add(Handshake.of("a tab in a value").with("X-Header: a\tb"));
        cases.add(Handshake.of("line feeds only").lineEnd("\n").is(400));
        cases.add(Handshake.of("carriage returns only")
                .lineEnd("\r")
                .body("\r\n\r\n")
                .is(400));
        cases.add(Handshake.of("no HTTP").line("HELO localhost").is(400));
        cases.add(
                Handshake.of("TLS").line("\u0016\u0003\u0001\u0002\u0000\u0001").is(400));
    }

    private static String[] many(int count) {
        String[] many = new String[count];
        for (int i = 0; i < count; i++) {
            many[i] = "X-" + i + ": x";
        }
        return many;
    }
}
