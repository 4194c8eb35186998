package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.auth.OriginPolicy;
import io.quotewire.gateway.transport.websocket.FrameDeflater;
import io.quotewire.gateway.transport.websocket.SwitchingProtocols;
import io.quotewire.gateway.transport.websocket.UpgradeOptions;
import io.quotewire.testkit.RawHttp;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The services that the conformance suite asks for, {@code /echo}, {@code /close}, {@code /disabled_websocket_echo},
 * {@code /cookie_needed_echo}, on some event loops of this process, and a clock that the test sets. Closing it closes Vert.x.
 */
final class SockJsServices implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 65_536;
    private static final long TICK_MS = 1_000;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong();
    private final List<Loop> loops = new ArrayList<>();
    private final Queue<SockJsOpening> openings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger guests = new AtomicInteger();

    SockJsServices(int eventLoops) {
        for (int i = 0; i < eventLoops; i++) {
            Loop loop = new Loop();
            vertx.deployVerticle(loop).await();
            loops.add(loop);
        }
        SockJsServer.introduce(loops.stream().map(loop -> loop.server).toList());
    }

    int port() {
        return loops.get(0).http.actualPort();
    }

    /** Who came in, in their order. */
    List<SockJsOpening> openings() {
        return List.copyOf(openings);
    }

    /** Guests that were admitted and not ended. */
    int guests() {
        return guests.get();
    }

    /** Sessions of all loops. */
    int sessions() {
        return loops.stream()
                .mapToInt(loop -> Future.<Integer>future(answer ->
                                loop.loopContext().runOnContext(there -> answer.complete(loop.server.sessions())))
                        .await())
                .sum();
    }

    /** How many requests each loop has got. */
    List<Integer> requests() {
        return loops.stream().map(loop -> loop.requests.get()).toList();
    }

    /** Moves the clock and lets everybody look at it every second. */
    void pass(long ms) {
        for (long left = ms; left > 0; left -= TICK_MS) {
            jump(Math.min(left, TICK_MS));
        }
    }

    /** Moves the clock at once, as if no event loop had run meanwhile; then everybody looks at it. */
    void jump(long ms) {
        advance(ms);
        for (Loop loop : loops) {
            Future.<Void>future(answer -> loop.loopContext().runOnContext(there -> {
                        loop.server.tick();
                        answer.complete();
                    }))
                    .await();
        }
    }

    /** A new session's path under a service. */
    static String session(String service) {
        return "/" + service + "/000/" + UUID.randomUUID();
    }

    RawHttp.Answer get(String path, String... headers) {
        return RawHttp.once(port(), "GET", path, "", headers);
    }

    RawHttp.Answer post(String path, String body, String... headers) {
        return RawHttp.once(port(), "POST", path, body, headers);
    }

    RawHttp connect() {
        return new RawHttp(port());
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** Moves the clock, and nobody looks. */
    void advance(long ms) {
        clock.addAndGet(ms);
    }

    private final class Loop extends VerticleBase {
        private final AtomicInteger requests = new AtomicInteger();
        private SockJsServer server;
        private HttpServer http;

        @Override
        public Future<?> start() {
            server = new SockJsServer(
                    context,
                    clock::get,
                    new UpgradeOptions(true, true, new FrameDeflater(), new SwitchingProtocols("none")));
            Router router = Router.router(vertx);
            router.route().handler(routing -> {
                requests.incrementAndGet();
                routing.next();
            });
            OriginPolicy origins = new OriginPolicy(List.of("test", "null", "http://asd"), false);
            SockJsOptions options =
                    SockJsOptions.of(origins, "/library.js", MAX_MESSAGE_BYTES).withResponseBytes(4096);
            server.mount(router, "/echo", options, opening -> admit(opening, false));
            server.mount(router, "/close", options, opening -> admit(opening, true));
            server.mount(
                    router, "/disabled_websocket_echo", options.withWebSocket(false), opening -> admit(opening, false));
            server.mount(
                    router, "/cookie_needed_echo", options.withCookieNeeded(true), opening -> admit(opening, false));
            http = vertx.createHttpServer().requestHandler(router);
            return http.listen(-1, "127.0.0.1");
        }

        private io.vertx.core.Context loopContext() {
            return context;
        }

        private Future<SockJsGuest> admit(SockJsOpening opening, boolean closing) {
            openings.add(opening);
            guests.incrementAndGet();
            return Future.succeededFuture(new Guest(closing));
        }
    }

    private final class Guest implements SockJsGuest {
        private final boolean closing;
        private @Nullable SockJsSocket socket;

        private Guest(boolean closing) {
            this.closing = closing;
        }

        @Override
        public void opened(SockJsSocket opened) {
            socket = opened;
            if (closing) {
                opened.close(3000, "Go away!");
            }
        }

        @Override
        public void received(String message) {
            socket.send(message);
        }

        @Override
        public void alive() {}

        @Override
        public void ended() {
            guests.decrementAndGet();
        }
    }
}
