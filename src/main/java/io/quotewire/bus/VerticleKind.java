package io.quotewire.bus;

import java.util.Locale;
import java.util.Optional;

/** The kinds of verticle, which are also the roles that a node can be given. */
public enum VerticleKind {
    /** Takes prices in. */
    FEED,
    /** Serves clients. */
    GATEWAY,
    /** Stores and delivers what is addressed to a user. */
    NOTIFICATION,
    /** Health, metrics, status; on every node. */
    MONITORING,
    /** The TCP event-bus bridge. */
    BRIDGE;

    /**
     * The name in configuration, addresses and metrics.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of this name.
     *
     * @param text a name in lower case
     * @return the kind, or empty if there is none of this name
     */
    public static Optional<VerticleKind> of(String text) {
        for (VerticleKind kind : values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
