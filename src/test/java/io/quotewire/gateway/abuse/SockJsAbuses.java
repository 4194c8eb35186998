package io.quotewire.gateway.abuse;

import static io.quotewire.gateway.abuse.Abuse.get;

import java.util.List;

/** SockJS sessions that are none, and callbacks that are scripts. */
final class SockJsAbuses {
    private SockJsAbuses() {}

    static List<Abuse> all() {
        String nothing = "404 (200)";
        return List.of(
                post("sends to a session that is not there", nothing, "/sockjs/000/nobody/xhr_send", "[\"a\"]"),
                post("polls without a session's name", nothing, "/sockjs/000//xhr", ""),
                post("names a server with a dot", nothing, "/sockjs/a.b/session/xhr", ""),
                post("names a session with a dot", nothing, "/sockjs/000/a.b/xhr", ""),
                post("a transport that is none", nothing, "/sockjs/000/abc/carrier-pigeon", ""),
                get("a session by GET", "405 (200)", "/sockjs/000/abc/xhr"),
                get("a callback that is a script", "500 (200)", "/sockjs/000/abc1/jsonp?c=alert(1)%2f%2f"),
                get("a callback with a tag", "500 (200)", "/sockjs/000/abc2/jsonp?c=%3Cscript%3E"),
                get("a callback of 1,000 signs", "500 (200)", "/sockjs/000/abc3/jsonp?c=" + "a".repeat(1_000)),
                get("no callback", "500 (200)", "/sockjs/000/abc4/jsonp"),
                get(
                        "an HTML file with a script for a callback",
                        "500 (200)",
                        "/sockjs/000/abc5/htmlfile?c=%3C/script%3E"),
                get("a frame of another path", nothing, "/sockjs/iframe%2f..%2f..%2fhealth"));
    }

    private static Abuse post(String name, String expected, String path, String body) {
        return Abuse.http(name, expected, Target.request("POST", path, "Content-Length: " + body.length()) + body);
    }
}
