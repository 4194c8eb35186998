package io.quotewire.launcher.client;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a node. What comes goes into a queue, at most {@link #WINDOW} frames ahead of {@link #taken}: a reader
 * that is slow makes the node wait, which then merges prices. Sending belongs to the thread that opened it.
 */
final class Link implements WebSocket.Listener {
    /** The code that stands for a connection that ended without one. */
    static final int ABNORMAL = 1006;

    private static final int WINDOW = 64;
    private static final int NORMAL = 1000;
    private static final int MAX_MESSAGE_CHARS = 16 * 1024 * 1024;
    private static final long SEND_SECONDS = 5;
    private static final String PROTOCOL = "quotewire.v1.json";

    private final BlockingQueue<Happening> queue;
    private final StringBuilder message = new StringBuilder();
    private @Nullable WebSocket socket;

    private Link(BlockingQueue<Happening> queue) {
        this.queue = queue;
    }

    /** The node answered the handshake with something else than an upgrade, or not at all. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final long retryAfterMs;

        FailedException(String line, int status, long retryAfterMs) {
            super(line, null, false, false);
            this.status = status;
            this.retryAfterMs = retryAfterMs;
        }

        /** The HTTP status; 0 if the node was not reached. */
        int status() {
            return status;
        }

        /** What the node asks for. */
        long retryAfterMs() {
            return retryAfterMs;
        }
    }

    /**
     * Connects and waits for it.
     *
     * @param token of who connects; null for nobody
     * @throws FailedException if that does not work
     */
    static Link open(
            HttpClient client, NodeAddress node, String path, @Nullable String token, BlockingQueue<Happening> queue)
            throws FailedException {
        Link link = new Link(queue);
        WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols(PROTOCOL);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            link.socket = builder.buildAsync(node.webSocket(path), link).join();
            return link;
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof WebSocketHandshakeException handshake) {
                int status = handshake.getResponse().statusCode();
                String retryAfter = handshake
                        .getResponse()
                        .headers()
                        .firstValue("Retry-After")
                        .orElse("");
                long retryAfterMs = retryAfter.matches("\\d{1,6}") ? Long.parseLong(retryAfter) * 1_000 : 0;
                throw new FailedException(node + " refused the connection: HTTP " + status, status, retryAfterMs);
            }
            throw new FailedException(NodeHttp.unreachable(node, cause), 0, 0);
        }
    }

    /** Sends a message; whether it went out. What did not ends the link. */
    boolean send(JsonObject json) {
        return finished(opened().map(open -> open.sendText(json.encode(), true)));
    }

    /** Says goodbye and ends. */
    void close() {
        finished(opened().map(open -> open.sendClose(NORMAL, "")));
        abort();
    }

    /** Ends at once. */
    void abort() {
        opened().ifPresent(WebSocket::abort);
    }

    /** One happening of this link was dealt with. */
    void taken() {
        opened().ifPresent(open -> open.request(1));
    }

    private Optional<WebSocket> opened() {
        return Optional.ofNullable(socket);
    }

    private boolean finished(Optional<CompletableFuture<WebSocket>> sending) {
        if (sending.isEmpty()) {
            return false;
        }
        try {
            sending.get().get(SEND_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            abort();
        }
        return false;
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(WINDOW);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (message.length() > MAX_MESSAGE_CHARS) {
            from.abort();
            queue.add(new Happening.Closed(this, ABNORMAL, "a message without end"));
        } else if (last) {
            queue.add(new Happening.Text(this, message.toString()));
            message.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer content) {
        queue.add(new Happening.Alive(this));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer content) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        queue.add(new Happening.Closed(this, code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        String text = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        queue.add(new Happening.Closed(this, ABNORMAL, text));
    }
}
