package io.quotewire.testkit;

import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;

/** Takes what a server sends apart into WebSocket frames. Confined to one event loop. */
public final class FrameReader {
    private final BiConsumer<Integer, Buffer> frames;
    private Buffer pending = Buffer.buffer();

    /**
     * A reader.
     *
     * @param frames is given each frame's opcode and payload
     */
    public FrameReader(BiConsumer<Integer, Buffer> frames) {
        this.frames = frames;
    }

    /** Takes what has come, as much as it may be. */
    public void add(Buffer more) {
        pending.appendBuffer(more);
        int at = 0;
        while (true) {
            int left = pending.length() - at;
            int second = left < 2 ? 0 : pending.getByte(at + 1) & 127;
            int head = second == 126 ? 4 : second == 127 ? 10 : 2;
            if (left < head) {
                break;
            }
            int length = second == 126
                    ? pending.getUnsignedShort(at + 2)
                    : second == 127 ? (int) pending.getLong(at + 2) : second;
            if (left < head + length) {
                break;
            }
            frames.accept(pending.getByte(at) & 15, pending.getBuffer(at + head, at + head + length));
            at += head + length;
        }
        if (at > 0) {
            pending = pending.getBuffer(at, pending.length());
        }
    }

    /** A client's frame, masked with zeros. */
    public static Buffer masked(int opcode, Buffer payload) {
        Buffer frame = Buffer.buffer().appendByte((byte) (0x80 | opcode));
        if (payload.length() < 126) {
            frame.appendByte((byte) (0x80 | payload.length()));
        } else {
            frame.appendByte((byte) (0x80 | 126)).appendUnsignedShort(payload.length());
        }
        return frame.appendInt(0).appendBuffer(payload);
    }
}
