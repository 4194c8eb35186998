package io.quotewire.testkit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A client on any of the ways in, which reads when it is told and not before. Blocking; each read waits ten seconds at most. */
public final class LaneClient implements AutoCloseable {
    /** The ways. */
    public enum Kind {
        /** A WebSocket on a channel of our own. */
        TAKEN_OVER,
        /** The same with permessage-deflate. */
        COMPRESSED,
        /** A WebSocket of Vert.x. */
        PLAIN,
        /** SockJS without its frames. */
        RAW,
        /** SockJS over a WebSocket of our own. */
        WEBSOCKET,
        /** SockJS over a WebSocket of Vert.x. */
        PLAIN_WEBSOCKET,
        /** SockJS over streams. */
        XHR_STREAMING,
        /** See above. */
        EVENTSOURCE,
        /** See above. */
        HTMLFILE,
        /** SockJS that asks again and again. */
        XHR,
        /** See above. */
        JSONP;

        /** Whether the gateway is to take channels over. */
        public boolean takesOver() {
            return this != PLAIN && this != PLAIN_WEBSOCKET;
        }

        private boolean isSockJs() {
            return compareTo(WEBSOCKET) >= 0;
        }
    }

    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int COMPRESSED = 0x40;
    private final Queue<JsonObject> came = new ArrayDeque<>();
    private final RawSocket socket;
    private final SockJsClient session;

    /** Opens a connection for whom the token names. */
    public LaneClient(int port, Kind kind, String token) {
        if (kind.isSockJs()) {
            String transport = kind.name().replace("PLAIN_", "");
            session = new SockJsClient(port, "/sockjs", SockJsClient.Transport.valueOf(transport), token);
            socket = null;
        } else {
            Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
            if (kind == Kind.COMPRESSED) {
                headers.put("Sec-WebSocket-Extensions", "permessage-deflate");
            }
            socket = new RawSocket(port, kind == Kind.RAW ? "/sockjs/websocket" : "/ws", headers);
            session = null;
        }
    }

    /** Sends a message. */
    public void say(String message) {
        if (socket != null) {
            socket.send(message);
        } else {
            session.say(message);
        }
    }

    /** The next message; a close frame as {@code {"type":"closed","code"}}. */
    public JsonObject next() {
        while (came.isEmpty()) {
            if (socket != null) {
                take(socket.frame());
            } else {
                take(session.frame());
            }
        }
        return came.remove();
    }

    private void take(String frame) {
        switch (frame.charAt(0)) {
            case 'a' ->
                new JsonArray(frame.substring(1)).forEach(message -> came.add(new JsonObject(String.valueOf(message))));
            case 'c' -> came.add(closed(new JsonArray(frame.substring(1)).getInteger(0)));
            case 'h' -> {}
            default -> throw new AssertionError("no frame of SockJS: " + frame);
        }
    }

    private void take(RawSocket.Frame frame) {
        if (frame.first() < 0 || frame.first() == CLOSE) {
            came.add(closed(frame.closeCode()));
        } else if (frame.first() != PING) {
            came.add(new JsonObject(new String(inflated(frame), StandardCharsets.UTF_8)));
        }
    }

    private static JsonObject closed(int code) {
        return new JsonObject().put("type", "closed").put("code", code);
    }

    private static byte[] inflated(RawSocket.Frame frame) {
        if ((frame.first() & COMPRESSED) == 0) {
            return frame.payload();
        }
        byte[] input = Arrays.copyOf(frame.payload(), frame.payload().length + 4);
        input[input.length - 2] = -1;
        input[input.length - 1] = -1;
        Inflater inflater = new Inflater(true);
        inflater.setInput(input);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            } else {
                session.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
