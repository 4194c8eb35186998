package io.quotewire.soak;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/** One client. Confined to the crowd's event loop. */
abstract class Guest {
    private static final int TOLD = 300;
    private final Crowd crowd;
    private final Kind kind;
    private final boolean resets;
    private final String token;
    private boolean silent;
    private boolean leaving;
    private boolean gone;
    private boolean lastIsOff;
    private String heard = "";

    Guest(Crowd crowd, Kind kind, boolean resets, String token) {
        this.crowd = crowd;
        this.kind = kind;
        this.resets = resets;
        this.token = token;
    }

    abstract void begin();

    /** Sends a message, in whatever the transport wraps it. */
    abstract void say(String message);

    abstract void closeWires();

    abstract boolean hasWires();

    /** The session is there. */
    final void admitted() {
        if (!kind.symbols().isEmpty()) {
            ask("subscribe", kind.symbols());
        }
    }

    /** Unsubscribes the last of its symbols, or subscribes to it again. */
    final void changeItsMind() {
        if (!leaving && !kind.symbols().isEmpty()) {
            lastIsOff = !lastIsOff;
            List<String> symbols = kind.symbols();
            ask(lastIsOff ? "unsubscribe" : "subscribe", symbols.subList(symbols.size() - 1, symbols.size()));
        }
    }

    final int subscriptions() {
        return kind.symbols().size() - (lastIsOff ? 1 : 0);
    }

    final void leave(Leaving way) {
        leaving = true;
        if (way == Leaving.SILENCE) {
            silent = true;
        } else {
            closeWires();
        }
        wireGone();
    }

    /** To be called whenever a connection has ended. */
    final void wireGone() {
        if (!gone && !hasWires()) {
            gone = true;
            crowd.gone(this, leaving ? "" : kind + " after " + heard);
        }
    }

    final Wire wire(Consumer<Buffer> reader) {
        return new Wire(
                crowd,
                resets,
                bytes -> {
                    heard = tail(bytes);
                    reader.accept(bytes);
                },
                this::wireGone);
    }

    private static String tail(Buffer bytes) {
        String text = bytes.getString(Math.max(0, bytes.length() - TOLD), bytes.length(), "ISO-8859-1");
        return text.replaceAll("[^ -~]+", " ");
    }

    final Kind kind() {
        return kind;
    }

    final boolean isSilent() {
        return silent;
    }

    final boolean isLeaving() {
        return leaving;
    }

    /** The first lines of a request. */
    final String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + crowd.port() + "\r\nCookie: quotewire_token="
                + token + "\r\n";
    }

    final String sockJsUrl() {
        return "/sockjs/000/" + java.util.UUID.randomUUID();
    }

    private void ask(String type, List<String> symbols) {
        JsonObject data = new JsonObject().put("symbols", new JsonArray(symbols));
        if (kind.maxRate() > 0 && type.equals("subscribe")) {
            data.put("maxRate", kind.maxRate());
        }
        String message = new JsonObject().put("type", type).put("data", data).encode();
        say(kind.isSockJs() ? new JsonArray().add(message).encode() : message);
    }
}
