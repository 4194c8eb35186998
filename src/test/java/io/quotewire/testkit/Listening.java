package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A WebSocket of the JDK's own client, another implementation than the server's, that passes on what comes. */
public final class Listening {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Listening() {}

    /** Connects and passes each text message to the consumer, in order, on the client's threads. */
    public static WebSocket open(String uri, Consumer<JsonObject> consumer) {
        return CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(uri), new Whole(consumer))
                .join();
    }

    private static final class Whole implements WebSocket.Listener {
        private final Consumer<JsonObject> consumer;
        private final StringBuilder message = new StringBuilder();

        private Whole(Consumer<JsonObject> consumer) {
            this.consumer = consumer;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                consumer.accept(new JsonObject(message.toString()));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
