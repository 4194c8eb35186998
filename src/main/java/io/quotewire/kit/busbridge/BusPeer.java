package io.quotewire.kit.busbridge;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connected peer: its registrations, the answers it waits for and those it owes. Whatever it sends is answered with an
 * {@code err} at worst. Confined to the context that made it.
 *
 * <p>The format is that of Vert.x 5's SockJS event-bus bridge, as {@code @vertx/eventbus-bridge-client.js} speaks it.
 */
public final class BusPeer {
    private static final int MAX_REPLY_ADDRESS = 36;

    /** Credentials are for the bridge, not for whoever listens on the bus. */
    private static final Set<String> NOT_PASSED_ON = Set.of("authorization", "x-api-key");

    private final Vertx vertx;
    private final PeerSocket socket;
    private final PeerLimits limits;
    private final Consumer<Set<String>> onRegistrations;
    private final Map<String, MessageConsumer<Object>> consumers = new HashMap<>();
    private final Map<String, Message<Object>> owed = new LinkedHashMap<>();
    private PeerRights rights = PeerRights.NONE;
    private int asks;
    private long skipped;
    private boolean ended;

    /**
     * A peer of whom nothing is known.
     *
     * @param vertx whose bus
     * @param socket its way out
     * @param limits how much it may have
     * @param onRegistrations told the addresses it listens on, whenever they change
     */
    public BusPeer(Vertx vertx, PeerSocket socket, PeerLimits limits, Consumer<Set<String>> onRegistrations) {
        this.vertx = vertx;
        this.socket = socket;
        this.limits = limits;
        this.onRegistrations = onRegistrations;
    }

    /**
     * It is known who the peer is. Registrations that are not allowed any more end, and it is told which.
     *
     * @param newRights what it may
     */
    public void become(PeerRights newRights) {
        rights = newRights;
        List<String> ended = consumers.keySet().stream()
                .filter(address -> !rights.mayListen(address))
                .sorted()
                .toList();
        for (String address : ended) {
            unregister(address);
            socket.send(BridgeError.ACCESS_DENIED.toMessage().put("address", address));
        }
    }

    /**
     * What the peer may.
     *
     * @return the rights
     */
    public PeerRights rights() {
        return rights;
    }

    /**
     * How many messages of the bus were not passed on, because their bodies are no JSON.
     *
     * @return a count
     */
    public long skipped() {
        return skipped;
    }

    /**
     * A message has come.
     *
     * @param message as it was sent
     */
    public void received(JsonObject message) {
        if (ended) {
            return;
        }
        Object type = message.getValue("type");
        if (type == null) {
            refuse(BridgeError.MISSING_TYPE);
        } else if (type.equals("ping")) {
            return;
        } else if (!(message.getValue("address") instanceof String address) || address.isEmpty()) {
            refuse(type instanceof String ? BridgeError.MISSING_ADDRESS : BridgeError.INVALID_TYPE);
        } else if (address.length() > limits.addressLength()) {
            refuse(BridgeError.MAX_ADDRESS_LENGTH_REACHED);
        } else {
            act(type, address, message);
        }
    }

    /**
     * Tells the peer that something is not done.
     *
     * @param error why
     */
    public void refuse(BridgeError error) {
        socket.send(error.toMessage());
    }

    /** The peer is gone; undoes everything. May be called again. */
    public void ended() {
        if (!ended) {
            ended = true;
            consumers.values().forEach(MessageConsumer::unregister);
            consumers.clear();
            owed.clear();
            onRegistrations.accept(Set.of());
        }
    }

    private void act(Object type, String address, JsonObject message) {
        if (type.equals("register")) {
            register(address);
        } else if (type.equals("unregister")) {
            unregister(address);
        } else if (type.equals("send")) {
            send(address, message, true);
        } else if (type.equals("publish")) {
            send(address, message, false);
        } else {
            refuse(BridgeError.INVALID_TYPE);
        }
    }

    private void register(String address) {
        if (!rights.mayListen(address)) {
            refuse(rights.known() ? BridgeError.ACCESS_DENIED : BridgeError.NOT_LOGGED_IN);
        } else if (consumers.containsKey(address)) {
            refuse(BridgeError.ADDRESS_ALREADY_REGISTERED);
        } else if (consumers.size() >= limits.registrations()) {
            refuse(BridgeError.MAX_HANDLERS_REACHED);
        } else {
            MessageConsumer<Object> consumer = vertx.eventBus().consumer(address, come -> deliver(address, come));
            consumers.put(address, consumer);
            consumer.completion().onFailure(failure -> {
                if (consumers.remove(address, consumer)) {
                    refuse(BridgeError.REGISTRATION_FAILURE);
                }
            });
            onRegistrations.accept(Set.copyOf(consumers.keySet()));
        }
    }

    private void unregister(String address) {
        MessageConsumer<Object> consumer = consumers.remove(address);
        if (consumer == null) {
            refuse(rights.known() ? BridgeError.ACCESS_DENIED : BridgeError.NOT_LOGGED_IN);
        } else {
            consumer.unregister();
            onRegistrations.accept(Set.copyOf(consumers.keySet()));
        }
    }

    private void send(String address, JsonObject message, boolean toOne) {
        Message<Object> answered = toOne ? owed.get(address) : null;
        DeliveryOptions options = options(message);
        Object replyAddress = message.getValue("replyAddress");
        if (answered == null && !rights.maySend(address)) {
            refuse(rights.known() ? BridgeError.ACCESS_DENIED : BridgeError.NOT_LOGGED_IN);
        } else if (options == null) {
            refuse(BridgeError.INVALID_JSON);
        } else if (replyAddress == null || !toOne) {
            pass(address, message.getValue("body"), options, toOne, answered);
        } else if (!(replyAddress instanceof String to) || to.length() > MAX_REPLY_ADDRESS) {
            refuse(BridgeError.INVALID_REPLY_ADDRESS);
        } else if (asks >= limits.pendingAsks()) {
            refuse(BridgeError.RATE_LIMITED);
        } else {
            ask(address, message.getValue("body"), options, to, answered);
        }
    }

    private void pass(
            String address,
            @Nullable Object body,
            DeliveryOptions options,
            boolean toOne,
            @Nullable Message<Object> answered) {
        if (answered != null) {
            owed.remove(address);
            answered.reply(body, options);
        } else if (toOne) {
            vertx.eventBus().send(address, body, options);
        } else {
            vertx.eventBus().publish(address, body, options);
        }
    }

    private void ask(
            String address,
            @Nullable Object body,
            DeliveryOptions options,
            String replyAddress,
            @Nullable Message<Object> answered) {
        owed.remove(address);
        Future<Message<Object>> reply = answered != null
                ? answered.replyAndRequest(body, options)
                : vertx.eventBus().request(address, body, options);
        asks++;
        reply.onComplete(done -> asks--);
        reply.onSuccess(come -> deliver(replyAddress, come)).onFailure(failure -> {
            if (!ended) {
                socket.send(failed(replyAddress, failure));
            }
        });
    }

    private static JsonObject failed(String replyAddress, Throwable failure) {
        JsonObject message =
                new JsonObject().put("type", "err").put("address", replyAddress).put("message", failure.getMessage());
        if (failure instanceof ReplyException refusal) {
            message.put("failureCode", refusal.failureCode())
                    .put("failureType", refusal.failureType().name());
        }
        return message;
    }

    private void deliver(String address, Message<Object> come) {
        if (ended) {
            return;
        }
        if (!isJson(come.body())) {
            skipped++;
            return;
        }
        if (socket.queuedBytes() > limits.queueBytes()) {
            socket.closeSlow();
            return;
        }
        JsonObject message =
                new JsonObject().put("type", "rec").put("address", address).put("body", come.body());
        if (come.replyAddress() != null) {
            message.put("replyAddress", come.replyAddress());
            owe(come.replyAddress(), come);
        }
        if (!come.headers().isEmpty()) {
            message.put("headers", headers(come.headers()));
        }
        socket.send(message);
    }

    /** An answer that never comes costs its place until others need it; the one who asked has a time limit of its own. */
    private void owe(String replyAddress, Message<Object> come) {
        if (owed.size() >= limits.pendingReplies()) {
            owed.remove(owed.keySet().iterator().next());
        }
        owed.put(replyAddress, come);
    }

    private static JsonObject headers(MultiMap headers) {
        JsonObject json = new JsonObject();
        for (String name : headers.names()) {
            List<String> values = headers.getAll(name);
            json.put(name, values.size() == 1 ? values.get(0) : new JsonArray(values));
        }
        return json;
    }

    /** Null where the headers are not an object of texts, numbers and flags. */
    private @Nullable DeliveryOptions options(JsonObject message) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(limits.replyTimeoutMs());
        Object headers = message.getValue("headers");
        if (headers == null) {
            return options;
        }
        if (!(headers instanceof JsonObject object)) {
            return null;
        }
        for (String name : object.fieldNames()) {
            Object value = object.getValue(name);
            if (name.isEmpty() || value instanceof JsonObject || value instanceof JsonArray) {
                return null;
            }
            if (value != null && !NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                options.addHeader(name, value.toString());
            }
        }
        return options;
    }

    private static boolean isJson(@Nullable Object body) {
        return body == null
                || body instanceof JsonObject
                || body instanceof JsonArray
                || body instanceof String
                || body instanceof Boolean
                || body instanceof Number;
    }
}
