package io.quotewire.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of the JDK that hands out a key set, or something else, and counts who asks. */
public final class KeyServer implements AutoCloseable {
    /** What a request is answered with. */
    public interface Answer {
        /** Writes it. */
        void give(HttpExchange exchange) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private volatile Answer answer = text(404, "");

    /** On a free port of loopback. */
    public KeyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try {
                answer.give(exchange);
            } catch (IOException gone) {
                // Whoever asked did not want the whole answer.
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    /** Some text. */
    public static Answer text(int status, String text) {
        return exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** A key set. */
    public static Answer keys(JsonObject... keys) {
        JsonArray all = new JsonArray();
        for (JsonObject key : keys) {
            all.add(key);
        }
        return text(200, new JsonObject().put("keys", all).encode());
    }

    /** Answers so from now on. */
    public KeyServer answering(Answer next) {
        answer = next;
        return this;
    }

    /** The address of anything on it. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** How many requests have come. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
