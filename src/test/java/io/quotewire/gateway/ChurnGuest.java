package io.quotewire.gateway;

import io.quotewire.testkit.FrameReader;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A client that follows some symbols and notes whatever it was not told, or told twice. Confined to its crowd's event loop.
 */
final class ChurnGuest {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int USERS = 50;

    /** How it goes. */
    enum Way {
        /** With a close frame. */
        CLOSE,
        /** With a RST. */
        RESET,
        /** Its socket stays open, and nobody answers. */
        SILENCE,
        /** The socket is closed without a close frame. */
        FIN;

        /** A third each, the last two together. */
        static Way of(int number) {
            return switch (number % 6) {
                case 0, 3 -> CLOSE;
                case 1, 4 -> RESET;
                case 2 -> SILENCE;
                default -> FIN;
            };
        }
    }

    private final int number;
    private final List<String> symbols;
    private final String mode;
    private final Consumer<String> complaints;
    private final Map<String, Long> seqs = new HashMap<>();
    private final FrameReader frames = new FrameReader(this::frame);
    private Buffer head = Buffer.buffer();
    private NetSocket socket;
    private boolean shaken;
    private boolean confirmed;
    private boolean left;
    private long updates;
    private long merged;

    /**
     * One that is not there yet.
     *
     * @param number decides whether it wants all, and the way it goes
     * @param symbols what it follows
     * @param complaints is told what was wrong
     */
    ChurnGuest(int number, List<String> symbols, Consumer<String> complaints) {
        this.number = number;
        this.symbols = symbols;
        this.complaints = complaints;
        mode = number % 2 == 0 ? "latest" : "all";
    }

    Way way() {
        return Way.of(number);
    }

    void come(NetClient client, int port) {
        client.connect(port, "127.0.0.1").onSuccess(this::connected).onFailure(failure -> complain("" + failure));
    }

    void leave() {
        left = true;
        if (socket != null) {
            go();
        }
    }

    /** Whether it has got the round of this number, of every symbol. */
    boolean isUpTo(long round) {
        return seqs.size() == symbols.size() && seqs.values().stream().allMatch(seq -> seq == round);
    }

    boolean isConfirmed() {
        return confirmed;
    }

    int subscriptions() {
        return symbols.size();
    }

    long updates() {
        return updates;
    }

    long merged() {
        return merged;
    }

    private void go() {
        switch (way()) {
            case CLOSE -> {
                socket.write(FrameReader.masked(CLOSE, Buffer.buffer(new byte[] {3, (byte) 232})));
                socket.close();
            }
            case RESET, FIN -> socket.close();
            case SILENCE -> {
                // A paused socket of Vert.x would leak what it holds, and the leak detector would blame the gateway.
            }
        }
    }

    private void connected(NetSocket connected) {
        socket = connected;
        connected.exceptionHandler(failure -> {});
        connected.closeHandler(closed -> {
            if (!left) {
                complain("was cut");
            }
        });
        connected.handler(this::came);
        connected.write("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                + GatewayHarness.token("user" + number % USERS, "TRADER") + "\r\n\r\n");
        if (left) {
            go();
        }
    }

    private void came(Buffer bytes) {
        if (shaken) {
            frames.add(bytes);
            return;
        }
        head.appendBuffer(bytes);
        int end = head.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        if (end >= 0) {
            shaken = true;
            if (!head.getString(9, 12).equals("101")) {
                complain("was refused: " + head);
            }
            frames.add(head.getBuffer(end + 4, head.length()));
            head = Buffer.buffer();
        }
    }

    private void frame(int opcode, Buffer payload) {
        if (left) {
            return;
        }
        if (opcode == PING) {
            socket.write(FrameReader.masked(PONG, payload));
        } else if (opcode == TEXT) {
            message(payload.toString());
        } else if (opcode == CLOSE) {
            complain("was closed: " + payload.getUnsignedShort(0));
        }
    }

    private void message(String text) {
        if (text.startsWith("{\"type\":\"update\"")) {
            update(text);
        } else if (text.startsWith("{\"type\":\"connected\"")) {
            JsonObject subscribe = new JsonObject()
                    .put("type", "subscribe")
                    .put("symbols", new JsonArray(symbols))
                    .put("mode", mode);
            socket.write(FrameReader.masked(TEXT, Buffer.buffer(subscribe.encode())));
        } else if (text.startsWith("{\"type\":\"subscription_confirmed\"")) {
            confirmed = true;
        } else if (!text.startsWith("{\"type\":\"heartbeat\"")) {
            complain("was told " + text);
        }
    }

    /** Taken apart by hand, since there are many. */
    private void update(String text) {
        String symbol = text.substring(
                text.indexOf("\"symbol\":\"") + 10, text.indexOf('"', text.indexOf("\"symbol\":\"") + 10));
        long seq = number(text, "\"seq\":", -1);
        long standsFor = number(text, "\"merged\":", 1);
        boolean snapshot = text.contains("\"snapshot\":true");
        Long last = seqs.put(symbol, seq);
        if (snapshot != (last == null) || (last != null && seq != last + standsFor)) {
            complain("had " + last + " and was told " + text);
        }
        updates++;
        merged += standsFor - 1;
    }

    private static long number(String text, String name, long otherwise) {
        int at = text.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        int end = at + name.length();
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Long.parseLong(text, at + name.length(), end, 10);
    }

    private void complain(String what) {
        complaints.accept(this + ": " + what);
    }

    @Override
    public String toString() {
        return "client " + number + ", " + mode + " of " + symbols + ", has " + seqs;
    }
}
