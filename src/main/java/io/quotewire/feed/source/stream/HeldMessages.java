package io.quotewire.feed.source.stream;

import java.util.ArrayList;
import java.util.List;

/** Messages that wait until their connection takes another's place. Not thread-safe. */
final class HeldMessages {
    private static final int MAX_COUNT = 20_000;
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private final List<byte[]> messages = new ArrayList<>();
    private long bytes;

    /** Takes one; false if there should be no more. */
    boolean add(byte[] message) {
        messages.add(message);
        bytes += message.length;
        return messages.size() < MAX_COUNT && bytes < MAX_BYTES;
    }

    List<byte[]> messages() {
        return messages;
    }
}
