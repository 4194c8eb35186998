package io.quotewire.feed.source.stream;

import java.util.ArrayList;
import java.util.List;

/** Messages that wait until their connection takes another's place. Not thread-safe. */
final class HeldMessages {
    private static final int MAX_COUNT = 20_000;
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    /** Takes the messages back. */
    interface Reader {
        /**
         * Takes one.
         *
         * @param message its bytes
         * @param receivedMicros when it came, by the stream's clock
         */
        void read(byte[] message, long receivedMicros);
    }

    private final List<byte[]> messages = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long bytes;

    /** Takes one; false if there should be no more. */
    boolean add(byte[] message, long receivedMicros) {
        messages.add(message);
        times.add(receivedMicros);
        bytes += message.length;
        return messages.size() < MAX_COUNT && bytes < MAX_BYTES;
    }

    /** Gives all of them, in order. */
    void each(Reader reader) {
        for (int i = 0; i < messages.size(); i++) {
            reader.read(messages.get(i), times.get(i));
        }
    }
}
