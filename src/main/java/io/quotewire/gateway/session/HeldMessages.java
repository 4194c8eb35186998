package io.quotewire.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a client has sent while a request of its own was being answered. Confined to the session's event loop. */
final class HeldMessages {
    private static final int MAX_MESSAGES = 512;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private final int maxBytes;
    private int bytes;

    /** Nothing yet. */
    HeldMessages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether there was room. */
    boolean add(byte[] utf8) {
        if (messages.size() >= MAX_MESSAGES || bytes > maxBytes) {
            return false;
        }
        bytes += utf8.length;
        return messages.add(utf8);
    }

    /** The next one; null if there is none. */
    byte @Nullable [] poll() {
        byte[] next = messages.poll();
        bytes -= next == null ? 0 : next.length;
        return next;
    }
}
