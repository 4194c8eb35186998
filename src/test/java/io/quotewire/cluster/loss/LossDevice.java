package io.quotewire.cluster.loss;

import io.quotewire.kit.resilience.Backoff;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A user's device: handles each notification once, told by its id, and goes on where it stopped. Confined to the loop.
 */
final class LossDevice implements ReturningSocket.Guest {
    private static final long ACK_AFTER_MS = 10;
    private static final String CHANNEL = "notifications";

    private final Loop loop;
    private final String user;
    private final String name;
    private final Memory memory;
    private final String token;
    private final ReturningSocket socket;
    private final Backoff again;
    private final List<Handled> handled = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> unrecovered = new TreeMap<>();
    private @Nullable String epoch;
    private long seq;
    private long acknowledged;
    private boolean acknowledging;
    private int duplicates;

    /** Who remembers how far the device has come. */
    enum Memory {
        /** The server, since the device acknowledges what it has handled. */
        ACKNOWLEDGED,
        /** The device, which says so with {@code since}. */
        SINCE
    }

    /** One that was handled. */
    record Handled(long seq, String id) {}

    LossDevice(
            Loop loop, Supplier<String> gateways, String user, String name, Memory memory, Supplier<Backoff> backoff) {
        this.loop = loop;
        this.user = user;
        this.name = name;
        this.memory = memory;
        token = GatewayHarness.token(user, "VIEWER");
        again = backoff.get();
        socket = new ReturningSocket(loop, gateways, this, backoff.get());
    }

    ReturningSocket socket() {
        return socket;
    }

    String user() {
        return user;
    }

    /** In the order in which it was done. */
    List<Handled> handled() {
        return Collections.unmodifiableList(handled);
    }

    /** How many came that had been handled before. */
    int duplicates() {
        return duplicates;
    }

    /** How often it was told that it cannot have all it missed, by the reason. */
    Map<String, Integer> unrecovered() {
        return Collections.unmodifiableMap(unrecovered);
    }

    @Override
    public String toString() {
        return user + "/" + name;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public String path() {
        if (memory == Memory.ACKNOWLEDGED) {
            return "/api/notifications/ws?device=" + name;
        }
        return "/ws?channels=" + CHANNEL + (epoch == null ? "" : "&since=" + CHANNEL + ":" + epoch + ":" + seq);
    }

    @Override
    public void message(JsonObject message) {
        switch (message.getString("type")) {
            case "connected" -> acknowledged = 0;
            case "notification" -> handle(message);
            case "subscription_confirmed" -> confirmed(message.getJsonObject("data"));
            case "subscription_failed" -> loop.after(again.nextMs(), this::subscribe);
            default -> {
                // Nothing that a device would act on.
            }
        }
    }

    private void confirmed(JsonObject data) {
        JsonArray channels = data.getJsonArray("channels");
        if (!channels.isEmpty()) {
            again.reset();
            socket.content();
            JsonObject entry = channels.getJsonObject(0);
            if (!entry.getBoolean("recovered")) {
                unrecovered.merge(String.valueOf(entry.getString("reason")), 1, Integer::sum);
            }
        }
    }

    private void subscribe() {
        JsonObject data = new JsonObject().put("channels", new JsonArray().add(CHANNEL));
        if (epoch != null) {
            data.put(
                    "since",
                    new JsonObject()
                            .put(CHANNEL, new JsonObject().put("epoch", epoch).put("seq", seq)));
        }
        socket.send(new JsonObject().put("type", "subscribe").put("data", data));
    }

    private void handle(JsonObject message) {
        socket.content();
        epoch = message.getString("epoch");
        seq = message.getLong("seq");
        String id = message.getJsonObject("data").getString("id");
        if (ids.add(id)) {
            handled.add(new Handled(seq, id));
        } else {
            duplicates++;
        }
        if (memory == Memory.ACKNOWLEDGED && !acknowledging) {
            acknowledging = true;
            loop.after(ACK_AFTER_MS, this::acknowledge);
        }
    }

    /** One for all that were handled meanwhile. */
    private void acknowledge() {
        acknowledging = false;
        if (seq > acknowledged) {
            acknowledged = seq;
            JsonObject data = new JsonObject().put("channel", CHANNEL).put("seq", seq);
            socket.send(new JsonObject().put("type", "ack").put("data", data));
        }
    }
}
