package io.quotewire.gateway.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who, among those whose role allows it, gets into one channel of a namespace. */
public enum Access {
    /** All of them. */
    OPEN,
    /** The user whose id is the channel's key. */
    OWNER,
    /** Whom the owning service lets in, asked over the bus. */
    ASK;

    /** The name in the configuration. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    static List<String> texts() {
        return Stream.of(values()).map(Access::text).toList();
    }

    static Access of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
