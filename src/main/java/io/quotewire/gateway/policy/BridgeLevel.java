package io.quotewire.gateway.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How far the event-bus bridge is open to somebody. */
enum BridgeLevel {
    /** Not at all. */
    NONE,
    /** Quotes may be read. */
    READER,
    /** What services need. */
    SERVICE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Stream.of(values()).map(BridgeLevel::text).toList();
    }

    static BridgeLevel of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
