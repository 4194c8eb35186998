package io.quotewire.gateway.protocol;

import io.quotewire.bus.ChannelExclusion;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/**
 * What a client can say with a request, one line each: the name, what it may be, whether it must be there. Requests are checked
 * by these lines, and the schema that is served is made of them. Immutable.
 *
 * @param <T> as what it is read
 */
public final class Argument<T> {
    private static final int MAX_NAMES = 1_000;
    private static final int MAX_CREDENTIAL = 8_192;
    private static final int MAX_KEY = 128;
    private static final int MAX_TYPE = 64;
    private static final int MAX_SERVICE = 64;
    private static final int MAX_HISTORY = 1_000;

    /** Symbols to subscribe to, or to give up. */
    public static final Argument<Set<String>> SYMBOLS = optional("symbols", Shape.texts(MAX_NAMES));

    /** Channels to subscribe to, or to give up. */
    public static final Argument<Set<String>> CHANNELS = optional("channels", Shape.texts(MAX_NAMES));

    /** Whether every tick is to come. */
    public static final Argument<String> MODE = optional("mode", Shape.choice("latest", "all"));

    /** How many values of a symbol a second may come. */
    public static final Argument<Double> MAX_RATE = optional("maxRate", Shape.number("0.1", "100"));

    /** Whether price messages that go out together are to come as one. */
    public static final Argument<Boolean> BATCH = optional("batch", Shape.flag());

    /** Positions to recover from. */
    public static final Argument<Map<String, Position>> SINCE = optional("since", Shape.positions(MAX_NAMES));

    /** A JSON Web Token. */
    public static final Argument<String> TOKEN = optional("token", Shape.text(1, MAX_CREDENTIAL));

    /** An API key. */
    public static final Argument<String> API_KEY = optional("apiKey", Shape.text(1, MAX_CREDENTIAL));

    /** A ticket. */
    public static final Argument<String> TICKET = optional("ticket", Shape.text(1, MAX_CREDENTIAL));

    /** The name of the device. */
    public static final Argument<String> DEVICE = optional("device", Shape.device());

    /** What the names of symbols begin with. */
    public static final Argument<String> PREFIX = optional("prefix", Shape.text(0, Shape.MAX_NAME));

    /** One symbol. */
    public static final Argument<String> SYMBOL = required("symbol", Shape.text(1, Shape.MAX_NAME));

    /** One channel. */
    public static final Argument<String> CHANNEL = required("channel", Shape.text(1, Shape.MAX_NAME));

    /** How far a device has come. */
    public static final Argument<Long> SEQ = required("seq", Shape.whole(0, Long.MAX_VALUE));

    /** From where a history is wanted. */
    public static final Argument<Position> AFTER = optional("since", Shape.position());

    /** How many messages of a history are wanted. */
    public static final Argument<Long> LIMIT = optional("limit", Shape.whole(1, MAX_HISTORY));

    /** What is published. */
    public static final Argument<JsonObject> DATA = required("data", Shape.object());

    /** The same key gives the first answer again. */
    public static final Argument<String> IDEMPOTENCY_KEY = optional("idempotencyKey", Shape.text(1, MAX_KEY));

    /** Whether who publishes does not want it back. */
    public static final Argument<Boolean> EXCLUDE_SELF = optional("excludeSelf", Shape.flag());

    /** Whom a publication passes by. */
    public static final Argument<ChannelExclusion> EXCLUDE = optional("exclude", Shape.exclusion());

    /** Which service is asked. */
    public static final Argument<String> SERVICE = required("service", Shape.word(MAX_SERVICE));

    /** What a service is asked. */
    public static final Argument<JsonObject> BODY = optional("body", Shape.object());

    /** The type that a published message has. */
    public static final Argument<String> TYPE = optional("type", Shape.text(1, MAX_TYPE));

    private final String name;
    private final Shape<T> shape;
    private final boolean required;

    private Argument(String name, Shape<T> shape, boolean required) {
        this.name = name;
        this.shape = shape;
        this.required = required;
    }

    private static <T> Argument<T> optional(String name, Shape<T> shape) {
        return new Argument<>(name, shape, false);
    }

    private static <T> Argument<T> required(String name, Shape<T> shape) {
        return new Argument<>(name, shape, true);
    }

    String name() {
        return name;
    }

    Shape<T> shape() {
        return shape;
    }

    boolean isRequired() {
        return required;
    }
}
