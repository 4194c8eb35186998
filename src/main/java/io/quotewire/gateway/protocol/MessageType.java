package io.quotewire.gateway.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client can ask for. */
public enum MessageType {
    /** Are you there? Answered by {@code pong}; not counted by the message rate. */
    PING("ping", true),
    /** Names the user, or extends the token. */
    AUTHENTICATE("authenticate", false),
    /** Asks for channels. */
    SUBSCRIBE("subscribe", false),
    /** Gives channels up. */
    UNSUBSCRIBE("unsubscribe", false),
    /** Which symbols there are. */
    SYMBOLS("symbols", false),
    /** The newest value of one symbol. */
    GET_PRICE("get_price", false),
    /** What the server knows of this connection. */
    GET_STATUS("get_status", false),
    /** A device has received all up to a position; not answered, not counted by the message rate. */
    ACK("ack", true),
    /** What is kept of a channel. */
    HISTORY("history", false),
    /** Who is in a channel. */
    PRESENCE("presence", false),
    /** A message for everybody in a channel. */
    PUBLISH("publish", false),
    /** A request to a service on the bus. */
    CALL("call", false);

    private static final String OLD_PING = "heartbeat";
    private static final Map<String, MessageType> BY_NAME = byName();

    private final String wireName;
    private final boolean free;

    MessageType(String wireName, boolean free) {
        this.wireName = wireName;
        this.free = free;
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
