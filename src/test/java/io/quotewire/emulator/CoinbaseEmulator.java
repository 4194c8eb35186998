package io.quotewire.emulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Speaks the WebSocket feed of Coinbase Exchange: wants a subscription in time, acknowledges it, sends the last match of
 * each product first, then tickers, matches and heartbeats numbered per product.
 *
 * <p>Commands may be given from any thread; everything else happens on the emulator's event loop.
 */
public final class CoinbaseEmulator implements AutoCloseable {
    private static final int HEARTBEAT_MS = 50;

    private final Vertx vertx;
    private final Context context;
    private final long subscribeWithinMs;
    private final Set<EmulatedConnection> connections = new HashSet<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<String> unknownProducts = new HashSet<>();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final HttpServer server;
    private long heartbeat;
    private int refuseWith;

    private CoinbaseEmulator(Vertx vertx, long subscribeWithinMs) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.subscribeWithinMs = subscribeWithinMs;
        this.server = vertx.createHttpServer(new HttpServerOptions().setMaxWebSocketFrameSize(32 * 1024 * 1024))
                .webSocketHandshakeHandler(this::handshake);
    }

    /** Starts one that closes connections which do not subscribe in time (5 s at the real one). */
    public static CoinbaseEmulator start(Vertx vertx, long subscribeWithinMs) {
        CoinbaseEmulator emulator = new CoinbaseEmulator(vertx, subscribeWithinMs);
        emulator.listen(0);
        return emulator;
    }

    private void listen(int port) {
        onLoop(() -> {
            heartbeat = vertx.setPeriodic(HEARTBEAT_MS, tick -> connections.forEach(EmulatedConnection::heartbeat));
            return server.listen(port, "127.0.0.1").mapEmpty();
        });
    }

    public String url() {
        return "ws://127.0.0.1:" + server.actualPort() + "/";
    }

    /** How many handshakes were tried. */
    public int handshakes() {
        return handshakes.get();
    }

    /** How many were accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections are open. */
    public int open() {
        return open.get();
    }

    /** Refuses handshakes with a status; 0 accepts them again. */
    public void refuseHandshakes(int status) {
        command(() -> refuseWith = status);
    }

    /** These products are refused as Coinbase does: an error first, then what was subscribed, if anything. */
    public void refuseProducts(String... products) {
        command(() -> unknownProducts.addAll(List.of(products)));
    }

    /** Knows every product again. */
    public void knowAllProducts() {
        command(unknownProducts::clear);
    }

    /** A trade: its ticker and its match, which share a sequence number. */
    public void trade(String product, String price, String takerSide) {
        command(() -> {
            long sequence = nextSequence(product);
            each(connection -> connection.trade(product, price, takerSide, sequence));
        });
    }

    /** A match whose number is lower than the last. */
    public void lateMatch(String product, String price) {
        command(() -> {
            long sequence = sequences.getOrDefault(product, 1L) - 1;
            each(connection -> connection.match("match", product, price, "buy", sequence));
        });
    }

    /** Does something to every open connection. */
    public void fault(Consumer<EmulatedConnection> fault) {
        command(() -> each(fault));
    }

    @Override
    public void close() {
        onLoop(() -> {
            vertx.cancelTimer(heartbeat);
            return server.close();
        });
    }

    long nextSequence(String product) {
        return sequences.merge(product, 1L, Long::sum);
    }

    long sequence(String product) {
        return sequences.getOrDefault(product, 0L);
    }

    void ended(EmulatedConnection connection) {
        if (connections.remove(connection)) {
            open.decrementAndGet();
        }
    }

    /** Takes a client's subscribe message. */
    void subscribe(EmulatedConnection connection, JsonObject message) {
        JsonArray channels = message.getJsonArray("channels", new JsonArray());
        JsonArray products = message.getJsonArray("product_ids", new JsonArray());
        JsonArray known = new JsonArray();
        for (int i = 0; i < products.size(); i++) {
            String product = products.getString(i);
            if (unknownProducts.contains(product)) {
                connection.send(new JsonObject()
                        .put("type", "error")
                        .put("message", "Failed to subscribe")
                        .put("reason", product + " is not a valid product"));
            } else {
                known.add(product);
            }
        }
        if (!known.isEmpty()) {
            connection.subscribed(known, channels);
        }
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        handshakes.incrementAndGet();
        if (refuseWith != 0) {
            handshake.reject(refuseWith);
            return;
        }
        handshake.accept().onSuccess(socket -> {
            accepted.incrementAndGet();
            open.incrementAndGet();
            EmulatedConnection connection = new EmulatedConnection(this, socket);
            connections.add(connection);
            vertx.setTimer(subscribeWithinMs, late -> connection.closeIfNotSubscribed());
        });
    }

    private void each(Consumer<EmulatedConnection> task) {
        List.copyOf(connections).forEach(task);
    }

    private void command(Runnable task) {
        onLoop(() -> {
            task.run();
            return Future.succeededFuture();
        });
    }

    private void onLoop(java.util.function.Supplier<Future<Void>> task) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(go -> {
            try {
                task.get().onComplete(done);
            } catch (RuntimeException failure) {
                done.fail(failure);
            }
        });
        try {
            done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the emulator could not do it", failure);
        }
    }
}
