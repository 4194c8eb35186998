package io.quotewire.feed.source.stream;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Puts the frames of a message together, and knows when it grows too long. Not thread-safe. */
final class FrameAssembler {
    private final int maxBytes;
    private @Nullable Buffer partial;

    FrameAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a frame's content.
     *
     * @return the message if this was its last frame, else null
     * @throws StreamFailure if the message is too long
     */
    byte @Nullable [] take(Buffer content, boolean last) {
        Buffer before = partial;
        long length = (long) content.length() + (before == null ? 0 : before.length());
        if (length > maxBytes) {
            throw new StreamFailure(StreamFailure.Kind.PROTOCOL, "a message exceeds " + maxBytes + " bytes");
        }
        if (before == null && last) {
            return content.getBytes();
        }
        Buffer whole = before == null ? Buffer.buffer() : before;
        whole.appendBuffer(content);
        partial = last ? null : whole;
        return last ? whole.getBytes() : null;
    }
}
