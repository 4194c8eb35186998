package io.quotewire.testkit.exchange;

import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An emulated exchange on a free local port: WebSocket and REST. Commands may be given from any thread; everything else
 * happens on its event loop.
 */
public final class ExchangeServer implements AutoCloseable {
    private static final int BEAT_MS = 50;

    private final Vertx vertx;
    private final Context context;
    private final AtomicReference<@Nullable RestReply> restFault = new AtomicReference<>();
    private final AtomicInteger restRequests = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private @Nullable Scope scope;
    private @Nullable EmulatedExchange exchange;
    private @Nullable HttpServer server;

    private ExchangeServer(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /** Starts one that beats every 50 ms and closes connections which do not subscribe in time, if it is above 0. */
    public static ExchangeServer start(Vertx vertx, Dialect dialect, long subscribeWithinMs) {
        ExchangeServer server = new ExchangeServer(vertx);
        server.onLoop(() -> {
            Scope timers = new Scope(vertx);
            server.scope = timers;
            server.exchange = new EmulatedExchange(dialect, timers, BEAT_MS, subscribeWithinMs);
            HttpServer http = vertx.createHttpServer(new HttpServerOptions()
                            .setMaxWebSocketFrameSize(32 * 1024 * 1024)
                            .setMaxInitialLineLength(64 * 1024))
                    .webSocketHandshakeHandler(server::handshake)
                    .requestHandler(server::request);
            server.server = http;
            return http.listen(0, "127.0.0.1").mapEmpty();
        });
        return server;
    }

    /** Starts one with the exchange's own patience. */
    public static ExchangeServer start(Vertx vertx, Dialect dialect) {
        return start(vertx, dialect, dialect.subscribeWithinMs());
    }

    /** The stream's address. */
    public String url() {
        return "ws://127.0.0.1:" + port() + "/" + (dialectTitle().equals("binance") ? "stream" : "");
    }

    /** The REST interface's address, without a slash at its end. */
    public String rest() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return ask(any -> server().actualPort());
    }

    // Commands.

    /** A trade, told to all who have subscribed, and the newest over REST. */
    public Trade trade(String symbol, String price, String takerSide) {
        return ask(exchange -> exchange.trade(symbol, price, takerSide));
    }

    /** Does something to every open connection. */
    public void each(Consumer<Caller> task) {
        command(exchange -> exchange.each(task));
    }

    /** Does something to the exchange. */
    public void command(Consumer<EmulatedExchange> task) {
        ask(exchange -> {
            task.accept(exchange);
            return 0;
        });
    }

    /** Asks the exchange something. */
    public <T> T ask(Function<EmulatedExchange, T> question) {
        return onLoop(() -> Future.succeededFuture(question.apply(exchange())));
    }

    /** Every REST request is answered so; null ends that. */
    public void answerRest(@Nullable RestReply reply) {
        restFault.set(reply);
    }

    /** Every REST request is told to come later, in the exchange's words. */
    public void limitRest(int retryAfterSeconds) {
        answerRest(ask(exchange -> exchange.dialect().tooOften(retryAfterSeconds)));
    }

    /** How many REST requests came. */
    public int restRequests() {
        return restRequests.get();
    }

    public int handshakes() {
        return ask(EmulatedExchange::handshakes);
    }

    public int accepted() {
        return ask(EmulatedExchange::accepted);
    }

    /** How many connections are open. */
    public int open() {
        return open.get();
    }

    @Override
    public void close() {
        onLoop(() -> {
            Scope timers = scope;
            return server().close().eventually(() -> timers == null ? Future.<Void>succeededFuture() : timers.close());
        });
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        Map<String, String> headers = new HashMap<>();
        handshake.headers().forEach(headers::put);
        EmulatedExchange.Admission admission = exchange().admit(handshake.uri(), headers);
        if (!admission.isGranted()) {
            handshake.reject(admission.status());
            return;
        }
        handshake.accept().onSuccess(socket -> connected(socket, handshake.uri()));
    }

    private void connected(ServerWebSocket socket, String uri) {
        open.incrementAndGet();
        Caller caller = exchange().connected(new SocketWire(socket), uri);
        socket.textMessageHandler(text -> exchange().message(caller, text));
        socket.closeHandler(closed -> {
            open.decrementAndGet();
            exchange().ended(caller);
        });
        socket.exceptionHandler(broken -> {});
    }

    private void request(HttpServerRequest request) {
        restRequests.incrementAndGet();
        RestReply fault = restFault.get();
        RestReply reply = fault == null ? exchange().rest(request.uri()) : fault;
        HttpServerResponse response =
                request.response().setStatusCode(reply.status()).putHeader("Content-Type", reply.type());
        reply.headers().forEach(response::putHeader);
        response.end(reply.body());
    }

    private String dialectTitle() {
        return ask(exchange -> exchange.dialect().title());
    }

    private EmulatedExchange exchange() {
        return java.util.Objects.requireNonNull(exchange);
    }

    private HttpServer server() {
        return java.util.Objects.requireNonNull(server);
    }

    private <T> T onLoop(java.util.function.Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> {
            try {
                task.get().onComplete(done);
            } catch (RuntimeException failure) {
                done.fail(failure);
            }
        });
        try {
            return done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the exchange could not do it", failure);
        }
    }
}
