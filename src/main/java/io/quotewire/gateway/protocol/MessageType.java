package io.quotewire.gateway.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client can ask for. */
public enum MessageType {
    /** Are you there? Answered by {@code pong}; not counted by the message rate. */
    PING("ping", true, List.of(), List.of()),
    /** Names the user, or extends the token. */
    AUTHENTICATE(
            "authenticate",
            false,
            List.of(Argument.TOKEN, Argument.API_KEY, Argument.TICKET, Argument.DEVICE),
            List.of(Argument.TOKEN, Argument.API_KEY, Argument.TICKET)),
    /** Asks for channels. */
    SUBSCRIBE(
            "subscribe",
            false,
            List.of(
                    Argument.SYMBOLS,
                    Argument.CHANNELS,
                    Argument.MODE,
                    Argument.MAX_RATE,
                    Argument.BATCH,
                    Argument.SINCE),
            List.of(Argument.SYMBOLS, Argument.CHANNELS)),
    /** Gives channels up. */
    UNSUBSCRIBE(
            "unsubscribe",
            false,
            List.of(Argument.SYMBOLS, Argument.CHANNELS),
            List.of(Argument.SYMBOLS, Argument.CHANNELS)),
    /** Which symbols there are. */
    SYMBOLS("symbols", false, List.of(Argument.PREFIX), List.of()),
    /** The newest value of one symbol. */
    GET_PRICE("get_price", false, List.of(Argument.SYMBOL), List.of()),
    /** What the server knows of this connection. */
    GET_STATUS("get_status", false, List.of(), List.of()),
    /** A device has received all up to a position; not answered, not counted by the message rate. */
    ACK("ack", true, List.of(Argument.CHANNEL, Argument.SEQ), List.of()),
    /** What is kept of a channel. */
    HISTORY("history", false, List.of(Argument.CHANNEL, Argument.AFTER, Argument.LIMIT), List.of()),
    /** A message for everybody in a channel. */
    PUBLISH(
            "publish", false, List.of(Argument.CHANNEL, Argument.DATA, Argument.IDEMPOTENCY_KEY), List.of());

    private static final String OLD_PING = "heartbeat";
    private static final Map<String, MessageType> BY_NAME = byName();

    private final String wireName;
    private final boolean free;
    private final List<Argument<?>> arguments;
    private final List<Argument<?>> oneOf;

    MessageType(String wireName, boolean free, List<Argument<?>> arguments, List<Argument<?>> oneOf) {
        this.wireName = wireName;
        this.free = free;
        this.arguments = arguments;
        this.oneOf = oneOf;
    }

    /**
     * The name on the wire.
     *
     * @return the {@code type}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Whether the message rate does not count it.
     *
     * @return true for those that cost next to nothing
     */
    public boolean free() {
        return free;
    }

    /**
     * What can be said with it.
     *
     * @return the arguments; not to be changed
     */
    List<Argument<?>> arguments() {
        return arguments;
    }

    /**
     * Of which at least one must be there.
     *
     * @return arguments that are optional by themselves; empty if there is no such condition
     */
    List<Argument<?>> oneOf() {
        return oneOf;
    }

    /**
     * All its names.
     *
     * @return the one on the wire first, then older ones
     */
    List<String> names() {
        return this == PING ? List.of(wireName, OLD_PING) : List.of(wireName);
    }

    /**
     * The type of a name, older names included.
     *
     * @param name the {@code type} of a message
     * @return the type, if there is one
     */
    public static Optional<MessageType> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, MessageType> byName() {
        Map<String, MessageType> names = new HashMap<>();
        for (MessageType type : values()) {
            type.names().forEach(name -> names.put(name, type));
        }
        return Map.copyOf(names);
    }
}
