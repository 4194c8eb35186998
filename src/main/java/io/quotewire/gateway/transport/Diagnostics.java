package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.OriginPolicy;
import io.quotewire.gateway.protocol.Lane;
import io.quotewire.gateway.transport.sockjs.SockJsGuest;
import io.quotewire.gateway.transport.sockjs.SockJsOptions;
import io.quotewire.gateway.transport.sockjs.SockJsServer;
import io.quotewire.gateway.transport.sockjs.SockJsSocket;
import io.quotewire.gateway.transport.websocket.MessageLimits;
import io.quotewire.gateway.transport.websocket.SocketListener;
import io.quotewire.gateway.transport.websocket.Upgrade;
import io.quotewire.gateway.transport.websocket.WireSocket;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the public conformance suites for WebSockets and SockJS expect of a server, on the transports that everything else
 * runs on: that is its point. Open to everybody and without limits, so only there when {@code gateway.diagnostics} says so.
 * Confined to one event loop.
 */
final class Diagnostics {
    private static final int ECHO_BYTES = 16 * 1024 * 1024;
    private static final MessageLimits ECHO_LIMITS = new MessageLimits(ECHO_BYTES, Integer.MAX_VALUE);
    private static final int SUITE_RESPONSE_BYTES = 4_096;
    private static final int MAX_DOUBLINGS = 19;
    private final TransportServices services;
    private final SockJsServer sockJs;

    Diagnostics(TransportServices services, SockJsServer sockJs) {
        this.services = services;
        this.sockJs = sockJs;
    }

    void mount(Router router) {
        router.route("/diagnostics/echo").handler(routing -> echo(routing.request()));
        // The suite comes from these origins, and wants to see a response end soon.
        SockJsOptions options = SockJsOptions.of(
                        new OriginPolicy(List.of("test", "null", "http://asd"), false),
                        Routes.SOCKJS_LIBRARY,
                        ECHO_BYTES)
                .withResponseBytes(SUITE_RESPONSE_BYTES);
        serve(router, "/echo", options, SockJsSocket::send);
        serve(router, "/disabled_websocket_echo", options.withWebSocket(false), SockJsSocket::send);
        serve(router, "/cookie_needed_echo", options.withCookieNeeded(true), SockJsSocket::send);
        serve(router, "/amplify", options, (socket, message) -> socket.send(amplified(message)));
        sockJs.mount(router, "/close", options, opening -> Future.succeededFuture(new Closing()));
    }

    private void serve(Router router, String prefix, SockJsOptions options, BiConsumer<SockJsSocket, String> answer) {
        sockJs.mount(router, prefix, options, opening -> Future.succeededFuture(new Answering(answer)));
    }

    private void echo(HttpServerRequest request) {
        Optional<HandshakeCheck.Fault> fault = HandshakeCheck.fault(request, services.origins());
        if (fault.isPresent()) {
            fault.get().begin(request).end(fault.get().text());
        } else {
            Upgrade.begin(request, services.upgrades()).accept(ECHO_LIMITS, Echo::new, () -> {});
        }
    }

    private static String amplified(String message) {
        int doublings = 1;
        try {
            int asked = Integer.parseInt(message);
            doublings = asked > 0 && asked < MAX_DOUBLINGS ? asked : 1;
        } catch (NumberFormatException none) {
            // Then once.
        }
        return "x".repeat(1 << doublings);
    }

    /** Sends back what comes. */
    private record Echo(WireSocket socket) implements SocketListener {
        @Override
        public boolean frame(boolean completes) {
            return true;
        }

        @Override
        public void text(byte[] utf8) {
            socket.text(utf8, Lane.PRIVATE);
        }

        @Override
        public void binary(byte[] payload) {
            socket.binary(payload);
        }

        @Override
        public void ended() {}
    }

    /** Answers each message. */
    private static final class Answering implements SockJsGuest {
        private final BiConsumer<SockJsSocket, String> answer;
        private @Nullable SockJsSocket socket;

        private Answering(BiConsumer<SockJsSocket, String> answer) {
            this.answer = answer;
        }

        @Override
        public void opened(SockJsSocket opened) {
            socket = opened;
        }

        @Override
        public void received(String message) {
            if (socket != null) {
                answer.accept(socket, message);
            }
        }

        @Override
        public void alive() {}

        @Override
        public void ended() {}
    }

    /** Sends everybody away. */
    private static final class Closing implements SockJsGuest {
        private static final int GO_AWAY = 3_000;

        @Override
        public void opened(SockJsSocket socket) {
            socket.close(GO_AWAY, "Go away!");
        }

        @Override
        public void received(String message) {}

        @Override
        public void alive() {}

        @Override
        public void ended() {}
    }
}
