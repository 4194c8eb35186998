package io.quotewire.gateway.session;

import java.util.Locale;

/** By which door a client came in; decides what it is subscribed to by itself, and under which type it is counted. */
public enum Endpoint {
    /** {@code /ws}: everything on request. */
    TRADING("trading"),
    /** {@code /sockjs}: the same over SockJS. */
    SOCKJS("sockjs"),
    /** {@code /ws/prices}: every symbol in conflated frames. */
    PRICES("price"),
    /** {@code /ws/prices/{symbol}}: one symbol. */
    SYMBOL("price"),
    /** {@code /api/notifications/ws}: the user's notifications, missed ones first. */
    NOTIFICATIONS("notification");

    private final String type;

    Endpoint(String type) {
        this.type = type;
    }

    /**
     * The type in metrics.
     *
     * @return one of a closed set
     */
    public String type() {
        return type;
    }

    /**
     * Whether a client gets nothing but what it asks for: it is to say soon what, and who it is.
     *
     * @return true for the doors without a subscription of their own
     */
    public boolean onRequest() {
        return this == TRADING || this == SOCKJS;
    }

    /**
     * The name in figures.
     *
     * @return in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
