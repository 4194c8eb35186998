package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * A user's device that handles notifications: each id once, acknowledged after that. It leaves without a word after as many
 * messages as it is told, and comes back, by its name, to the next address.
 */
public final class Device implements AutoCloseable {
    private final List<Long> handled = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> ids = new HashSet<>();
    private final IntFunction<String> addresses;
    private final IntSupplier patience;
    private final Thread thread;
    private volatile boolean ended;
    private volatile int connections;

    /**
     * Connects, again and again, until it is closed.
     *
     * @param addresses where to connect to the nth time, with the device's name and a token in it
     * @param patience after how many messages the next connection is cut
     */
    public Device(IntFunction<String> addresses, IntSupplier patience) {
        this.addresses = addresses;
        this.patience = patience;
        thread = new Thread(this::live, "device");
        thread.start();
    }

    /** The seqs of what was handled, in the order it was. */
    public List<Long> handled() {
        return List.copyOf(handled);
    }

    /** How often it has connected. */
    public int connections() {
        return connections;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }

    private void live() {
        while (!ended) {
            BlockingQueue<JsonObject> came = new ArrayBlockingQueue<>(2_000);
            WebSocket socket = Listening.open(addresses.apply(connections++), came::add);
            try {
                handle(socket, came, patience.getAsInt());
            } catch (InterruptedException e) {
                ended = true;
            } finally {
                socket.abort();
            }
        }
    }

    private void handle(WebSocket socket, BlockingQueue<JsonObject> came, int count) throws InterruptedException {
        int left = count;
        while (!ended && left > 0 && !socket.isInputClosed()) {
            JsonObject message = came.poll(50, TimeUnit.MILLISECONDS);
            if (message != null && "notification".equals(message.getString("type"))) {
                left--;
                if (ids.add(message.getJsonObject("data").getString("id"))) {
                    handled.add(message.getLong("seq"));
                }
                // Every third is acknowledged, so that some come again.
                if (message.getLong("seq") % 3 == 0) {
                    JsonObject data =
                            new JsonObject().put("channel", "notifications").put("seq", message.getLong("seq"));
                    socket.sendText(
                                    new JsonObject()
                                            .put("type", "ack")
                                            .put("data", data)
                                            .encode(),
                                    true)
                            .join();
                }
            }
        }
    }
}
