package io.quotewire.testkit;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * A session of SockJS over any transport, which reads when it is told and not before. Blocking; each read waits ten seconds at
 * most.
 */
public final class SockJsClient implements AutoCloseable {
    /** The transports, by the last part of their path. */
    public enum Transport {
        WEBSOCKET,
        XHR_STREAMING,
        EVENTSOURCE,
        HTMLFILE,
        XHR,
        JSONP;

        String path() {
            return "/" + name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether one response carries many frames. */
        public boolean isStreaming() {
            return this == XHR_STREAMING || this == EVENTSOURCE || this == HTMLFILE;
        }
    }

    private static final int RECEIVE_BUFFER = 4096;
    private final int port;
    private final Transport transport;
    private final String cookie;
    private final String url;
    private final RawSocket socket;
    private final RawHttp http;
    private boolean asked;
    private boolean began;

    /** Opens a session under a service for whom the token names, and reads the frame that says so. */
    public SockJsClient(int port, String service, Transport transport, String token) {
        this.port = port;
        this.transport = transport;
        cookie = "Cookie: quotewire_token=" + token;
        url = service + "/000/" + UUID.randomUUID();
        boolean webSocket = transport == Transport.WEBSOCKET;
        socket = webSocket
                ? new RawSocket(port, url + transport.path(), Map.of("Cookie", cookie.substring("Cookie: ".length())))
                : null;
        http = webSocket ? null : new RawHttp(port, RECEIVE_BUFFER);
        String first = frame();
        if (!first.equals("o")) {
            throw new AssertionError("not open: " + first);
        }
    }

    /** Sends a message. */
    public void say(String message) {
        String body = new JsonArray().add(message).encode();
        if (socket != null) {
            socket.send(body);
            return;
        }
        RawHttp.Answer answer = RawHttp.once(port, "POST", url + "/xhr_send", body, cookie);
        if (answer.status() != 204) {
            throw new AssertionError("not taken: " + answer);
        }
    }

    /** Asks for frames, where that takes a request and none is on its way, and does not read the answer. */
    public void ask() {
        if (!asked && http != null) {
            boolean post = transport == Transport.XHR || transport == Transport.XHR_STREAMING;
            String path = url + transport.path() + (post ? "" : "?c=call");
            http.send("1.1", post ? "POST" : "GET", path, "", cookie, "Sec-Fetch-Site: same-origin");
            asked = true;
            began = false;
        }
    }

    /** The next frame, without what the transport wraps it in; asks for it if need be. */
    public String frame() {
        if (socket != null) {
            return socket.text();
        }
        while (true) {
            ask();
            String text = transport.isStreaming() ? streamed() : whole();
            if (!text.isEmpty()) {
                return unwrapped(text);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            } else {
                http.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty at the end of a response. */
    private String streamed() {
        if (!began) {
            http.head();
            http.chunk();
            began = true;
        }
        String chunk = http.chunk();
        asked = !chunk.isEmpty();
        return chunk;
    }

    private String whole() {
        asked = false;
        return http.bytes(Integer.parseInt(http.head().header("content-length")));
    }

    private String unwrapped(String text) {
        return switch (transport) {
            case EVENTSOURCE ->
                URLDecoder.decode(
                        text.substring("data: ".length()).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
            case HTMLFILE, JSONP -> {
                String literal = text.substring(text.indexOf('"'), text.lastIndexOf('"') + 1);
                yield new JsonArray("[" + literal + "]").getString(0);
            }
            default -> text.stripTrailing();
        };
    }
}
