package io.quotewire.monitoring.health;

import java.util.Locale;
import java.util.Optional;

/** The questions about a node's health that anybody may ask. */
public enum HealthPath {
    /** The process and an event loop are alive. */
    LIVE,
    /** Traffic may come. */
    READY,
    /** Every check. */
    ALL,
    /** The figures of the WebSocket side. */
    WEBSOCKET;

    /**
     * The question of this name.
     *
     * @param text its name in lower case
     * @return empty if there is none
     */
    public static Optional<HealthPath> of(Object text) {
        for (HealthPath path : values()) {
            if (path.text().equals(text)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /**
     * The name over the bus.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
