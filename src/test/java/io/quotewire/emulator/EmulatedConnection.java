package io.quotewire.emulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** One client of a {@link CoinbaseEmulator}, and what can be done to it. On the emulator's event loop. */
public final class EmulatedConnection {
    private static final String TIME = "2024-01-01T00:00:00.000000Z";

    private final CoinbaseEmulator emulator;
    private final ServerWebSocket socket;
    private final Set<String> products = new LinkedHashSet<>();
    private boolean frozen;

    EmulatedConnection(CoinbaseEmulator emulator, ServerWebSocket socket) {
        this.emulator = emulator;
        this.socket = socket;
        socket.textMessageHandler(this::message);
        socket.closeHandler(closed -> emulator.ended(this));
        socket.exceptionHandler(broken -> {});
    }

    /** Half-open: neither sends nor reads any more, and says nothing of it. */
    public void freeze() {
        frozen = true;
        socket.pause();
        channel().config().setAutoRead(false);
    }

    /** Reads again after {@link #freeze}: what the client did meanwhile is seen. */
    public void thaw() {
        if (frozen) {
            channel().config().setAutoRead(true);
            socket.resume();
        }
    }

    /** Sends no more, but still answers a close. */
    public void fallSilent() {
        frozen = true;
    }

    /** The TCP connection ends without a close frame. */
    public void cut() {
        channel().pipeline().firstContext().close();
    }

    /** A proper close. */
    public void close(int code, String reason) {
        socket.close((short) code, reason);
    }

    /** Any text as a message. */
    public void text(String text) {
        socket.writeTextMessage(text);
    }

    /** A message that is not UTF-8. */
    public void invalidUtf8() {
        socket.writeBinaryMessage(Buffer.buffer(new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'}));
    }

    /** Bytes that are no WebSocket frame. */
    public void garbage() {
        channel()
                .pipeline()
                .firstContext()
                .writeAndFlush(
                        Unpooled.copiedBuffer("\u007f\u007f HTTP/1.1 500 Oops\r\n\r\n", StandardCharsets.ISO_8859_1));
    }

    /** An order book of so many levels; 26 bytes each. */
    public void bigSnapshot(String product, int levels) {
        socket.writeTextMessage("{\"type\":\"snapshot\",\"product_id\":\"" + product + "\",\"asks\":["
                + "[\"14.80240\",\"12.7700000\"],".repeat(levels) + "[\"1\",\"2\"]]}");
    }

    /** One message in many frames, so many bytes each. */
    public void fragmented(int frames, int bytesEach) {
        Buffer part = Buffer.buffer(" ".repeat(bytesEach));
        socket.writeFrame(WebSocketFrame.textFrame("{", false));
        for (int i = 0; i < frames; i++) {
            socket.writeFrame(WebSocketFrame.continuationFrame(part.copy(), false));
        }
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("\"type\":\"status\"}"), true));
    }

    void send(JsonObject message) {
        if (!frozen) {
            socket.writeTextMessage(message.encode());
        }
    }

    void subscribed(JsonArray added, JsonArray channels) {
        added.forEach(product -> products.add((String) product));
        JsonArray state = new JsonArray();
        channels.forEach(channel -> state.add(new JsonObject()
                .put("name", channel)
                .put("product_ids", new JsonArray(java.util.List.copyOf(products)))));
        send(new JsonObject().put("type", "subscriptions").put("channels", state));
        products.forEach(product -> match("last_match", product, "1.00", "buy", emulator.sequence(product)));
    }

    void closeIfNotSubscribed() {
        if (products.isEmpty()) {
            socket.close((short) 1008, "no subscription");
        }
    }

    void heartbeat() {
        products.forEach(product -> send(new JsonObject()
                .put("type", "heartbeat")
                .put("sequence", emulator.sequence(product))
                .put("last_trade_id", 1)
                .put("product_id", product)
                .put("time", TIME)));
    }

    void trade(String product, String price, String takerSide, long sequence) {
        if (products.contains(product)) {
            ticker(product, price, takerSide, sequence);
            match("match", product, price, takerSide.equals("buy") ? "sell" : "buy", sequence);
        }
    }

    void match(String kind, String product, String price, String makerSide, long sequence) {
        send(new JsonObject()
                .put("type", kind)
                .put("trade_id", 1)
                .put("side", makerSide)
                .put("size", "0.1")
                .put("price", price)
                .put("product_id", product)
                .put("sequence", sequence)
                .put("time", TIME));
    }

    private void ticker(String product, String price, String takerSide, long sequence) {
        send(new JsonObject()
                .put("type", "ticker")
                .put("sequence", sequence)
                .put("product_id", product)
                .put("price", price)
                .put("open_24h", "1.00")
                .put("volume_24h", "1000.5")
                .put("best_bid", price)
                .put("best_ask", price)
                .put("side", takerSide)
                .put("time", TIME)
                .put("trade_id", 1)
                .put("last_size", "0.1"));
    }

    private void message(String text) {
        JsonObject message = new JsonObject(text);
        if (!frozen && "subscribe".equals(message.getString("type"))) {
            emulator.subscribe(this, message);
        }
    }

    private Channel channel() {
        return ((WebSocketInternal) socket).channelHandlerContext().channel();
    }
}
