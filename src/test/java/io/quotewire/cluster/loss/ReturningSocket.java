package io.quotewire.cluster.loss;

import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that comes back by itself, to any node, whatever ends it: with a delay that grows while there is nobody. It is the
 * JDK's own client, which knows nothing of ours. Confined to the loop.
 */
final class ReturningSocket {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Loop loop;
    private final Supplier<String> gateways;
    private final Guest guest;
    private final Backoff backoff;
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private int turn;
    private int losses;
    private boolean cutting;

    /** Who uses the connection. */
    interface Guest {
        /** Where to connect this time; begins with a slash. */
        String path();

        /** The token to show. */
        String token();

        void message(JsonObject message);
    }

    ReturningSocket(Loop loop, Supplier<String> gateways, Guest guest, Backoff backoff) {
        this.loop = loop;
        this.gateways = gateways;
        this.guest = guest;
        this.backoff = backoff;
    }

    /** Connects, and from now on again and again. */
    void open() {
        int mine = ++turn;
        String uri = gateways.get().replaceFirst("^http", "ws").replaceFirst("/$", "") + guest.path();
        CLIENT.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + guest.token())
                .buildAsync(URI.create(uri), new Ear(mine))
                .whenComplete((made, failure) -> loop.run(() -> {
                    if (failure != null) {
                        comeBack(mine);
                    } else if (mine == turn) {
                        socket = made;
                    }
                }));
    }

    /** Whether there is a connection now. */
    boolean isOpen() {
        return socket != null;
    }

    /** How often a connection was lost that nobody here had cut. */
    int losses() {
        return losses;
    }

    /** All is well: the next delay is a short one again. */
    void content() {
        backoff.reset();
    }

    /** Ends the connection without a word; it comes back like any other. */
    void cut() {
        WebSocket last = socket;
        if (last != null) {
            cutting = true;
            last.abort();
            lost(turn);
        }
    }

    void send(JsonObject message) {
        WebSocket to = socket;
        if (to != null) {
            // Whatever became of the one before: if the connection broke, its end is told to the ear.
            sent = sent.handle((done, failure) -> null)
                    .thenCompose(before -> to.sendText(message.encode(), true))
                    .toCompletableFuture();
        }
    }

    private void lost(int whose) {
        if (whose == turn) {
            losses += cutting ? 0 : 1;
            cutting = false;
            comeBack(whose);
        }
    }

    private void comeBack(int whose) {
        if (whose == turn) {
            socket = null;
            sent = CompletableFuture.completedFuture(null);
            turn++;
            loop.after(backoff.nextMs(), this::open);
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final int mine;
        private final StringBuilder text = new StringBuilder();

        private Ear(int mine) {
            this.mine = mine;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket on, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                loop.run(() -> {
                    if (mine == turn) {
                        socket = on;
                        guest.message(new JsonObject(whole));
                    }
                });
            }
            on.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket on, int code, String reason) {
            loop.run(() -> lost(mine));
            return null;
        }

        @Override
        public void onError(WebSocket on, Throwable failure) {
            loop.run(() -> lost(mine));
        }
    }
}
