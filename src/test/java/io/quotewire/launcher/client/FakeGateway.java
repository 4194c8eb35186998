package io.quotewire.launcher.client;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A gateway that says what a test has it say, and keeps what it hears. */
final class FakeGateway implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;

    /** The path and query of every connection. */
    final List<String> connections = new CopyOnWriteArrayList<>();

    /** The Authorization headers, "" for none. */
    final List<String> credentials = new CopyOnWriteArrayList<>();

    /** Every message, in order. */
    final List<JsonObject> heard = new CopyOnWriteArrayList<>();

    private FakeGateway(Vertx vertx, BiConsumer<Talk, JsonObject> script) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("quotewire.v1.json"))
                .webSocketHandler(socket -> serve(socket, script));
        server.listen(0, "127.0.0.1").await();
    }

    /** A gateway that answers each message as a script says. */
    static FakeGateway start(Vertx vertx, BiConsumer<Talk, JsonObject> script) {
        return new FakeGateway(vertx, script);
    }

    private void serve(ServerWebSocket socket, BiConsumer<Talk, JsonObject> script) {
        connections.add(socket.uri());
        String credential = socket.headers().get("Authorization");
        credentials.add(credential == null ? "" : credential);
        Talk talk = new Talk(socket, connections.size());
        talk.say(new JsonObject().put("type", "connected").put("data", new JsonObject().put("heartbeatMs", 30_000)));
        socket.textMessageHandler(text -> {
            JsonObject message = new JsonObject(text);
            heard.add(message);
            script.accept(talk, message);
        });
    }

    NodeAddress address() {
        return new NodeAddress(URI.create("http://127.0.0.1:" + server.actualPort()));
    }

    List<JsonObject> heard(String type) {
        return heard.stream()
                .filter(message -> type.equals(message.getString("type")))
                .toList();
    }

    @Override
    public void close() {
        server.close().await();
    }

    /** What a script can do on a connection. */
    record Talk(ServerWebSocket socket, int number) {
        void say(JsonObject json) {
            socket.writeTextMessage(json.encode());
        }

        void confirm(JsonObject request, String epoch, String... channels) {
            JsonArray list = new JsonArray();
            for (String channel : channels) {
                list.add(new JsonObject()
                        .put("channel", channel)
                        .put("epoch", epoch)
                        .put("seq", 0));
            }
            say(new JsonObject()
                    .put("type", "subscription_confirmed")
                    .put("id", request.getValue("id"))
                    .put("data", new JsonObject().put("channels", list)));
        }

        void refuse(JsonObject request, String channel, String code, boolean temporary) {
            say(new JsonObject()
                    .put("type", "subscription_failed")
                    .put("id", request.getValue("id"))
                    .put(
                            "data",
                            new JsonObject()
                                    .put("channel", channel)
                                    .put("code", code)
                                    .put("message", "no")
                                    .put("temporary", temporary)));
        }

        void notify(long seq) {
            say(new JsonObject()
                    .put("type", "notification")
                    .put("channel", "notifications")
                    .put("seq", seq)
                    .put("data", new JsonObject().put("title", "n" + seq)));
        }

        void close(int code) {
            socket.close((short) code, "bye");
        }
    }
}
