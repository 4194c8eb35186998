package io.quotewire.cluster.failover;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An exchange, in the form of Coinbase's, of one product whose trades are numbered: the number is also the price. Whoever subscribes is
 * told the last trade first, and then each. Confined to one event loop but for what is asked of it.
 */
final class NumberedExchange implements AutoCloseable {
    static final String SYMBOL = "BTC-USD";
    static final long EVERY_MS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong number = new AtomicLong();
    private final Map<ServerWebSocket, String> subscribed = new LinkedHashMap<>();
    private final ConcurrentSkipListSet<String> present = new ConcurrentSkipListSet<>();
    private final HttpServer server;

    NumberedExchange() throws Exception {
        server = vertx.createHttpServer().webSocketHandler(this::connected);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
        vertx.setPeriodic(EVERY_MS, tick -> trade());
    }

    /** Where a node is to connect: it is known by its name. */
    String url(String node) {
        return "ws://127.0.0.1:" + server.actualPort() + "/" + node;
    }

    /** Which nodes are subscribed just now. */
    List<String> subscribers() {
        return new ArrayList<>(present);
    }

    /** The number of the last trade. */
    long number() {
        return number.get();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void connected(ServerWebSocket socket) {
        String node = socket.path().substring(1);
        socket.textMessageHandler(message -> {
            send(
                    socket,
                    new JsonObject()
                            .put("type", "subscriptions")
                            .put(
                                    "channels",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("name", "matches")
                                                    .put("product_ids", new JsonArray().add(SYMBOL)))));
            send(socket, match("last_match"));
            subscribed.put(socket, node);
            tell();
        });
        socket.closeHandler(closed -> {
            subscribed.remove(socket);
            tell();
        });
        socket.exceptionHandler(broken -> {});
    }

    private void tell() {
        present.retainAll(subscribed.values());
        present.addAll(subscribed.values());
    }

    private void trade() {
        number.incrementAndGet();
        JsonObject match = match("match");
        subscribed.keySet().forEach(socket -> send(socket, match));
    }

    private static void send(ServerWebSocket socket, @Nullable JsonObject message) {
        socket.writeTextMessage(String.valueOf(message));
    }

    private JsonObject match(String type) {
        long now = number.get();
        return new JsonObject()
                .put("type", type)
                .put("trade_id", now)
                .put("side", "sell")
                .put("size", "1")
                .put("price", String.valueOf(now + 1))
                .put("product_id", SYMBOL)
                .put("sequence", now)
                .put("time", "2026-01-01T00:00:00." + String.format("%09d", now) + "Z");
    }
}
