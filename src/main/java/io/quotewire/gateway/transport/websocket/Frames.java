package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Makes frames that a server sends, RFC 6455 section 5.2: whole messages, never masked. Stateless. */
public final class Frames {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int LENGTH = 0x7F;
    private static final int MEDIUM = 126;
    private static final int MAX_SHORT = 125;
    private static final int MAX_MEDIUM = 65_535;
    private static final int MAX_REASON_BYTES = 123;

    private Frames() {}

    /**
     * A text message.
     *
     * @param utf8 its payload
     * @return the frame
     */
    public static byte[] text(byte[] utf8) {
        return frame(FINAL_TEXT, utf8, utf8.length);
    }

    /**
     * A text message whose payload stands at the end of its room. Where the head fits exactly into what is free before it,
     * the room itself becomes the frame.
     *
     * @param room what is free, then the payload
     * @param free how many bytes are free
     * @return the frame
     */
    public static byte[] textInPlace(byte[] room, int free) {
        int length = room.length - free;
        if (head(length) != free) {
            return frame(FINAL_TEXT, room, free, length);
        }
        writeHead(room, FINAL_TEXT, length);
        return room;
    }

    static byte[] binary(byte[] payload) {
        return frame(FINAL_BINARY, payload, payload.length);
    }

    static byte[] ping() {
        return new byte[] {(byte) PING, 0};
    }

    static byte[] pong(byte[] payload) {
        return frame(PONG, payload, payload.length);
    }

    /** Without a status if the code is none. */
    static byte[] close(int code, String reason) {
        if (code < 0) {
            return new byte[] {(byte) CLOSE, 0};
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = text.length <= MAX_REASON_BYTES ? text.length : 0;
        byte[] payload = new byte[2 + length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, length);
        return frame(CLOSE, payload, payload.length);
    }

    /**
     * How many bytes of whole frames stand within a number of bytes.
     *
     * @param frames whole frames, whose readable bytes begin with one
     * @param bytes so many at most
     * @return 0 where the first frame alone is longer
     */
    static int wholeWithin(ByteBuf frames, int bytes) {
        int whole = 0;
        while (whole < frames.readableBytes()) {
            int next = whole + length(frames, whole);
            if (next > bytes) {
                break;
            }
            whole = next;
        }
        return whole;
    }

    /**
     * Where the frame ends in which a number of bytes ends.
     *
     * @param frames whole frames, whose readable bytes begin with one
     * @param bytes so many at least, and not more than there are
     * @return the same number where a frame ends there
     */
    static int endAfter(ByteBuf frames, int bytes) {
        int end = 0;
        while (end < bytes) {
            end += length(frames, end);
        }
        return end;
    }

    /** The length, with its head, of the frame that begins so far behind the reader. */
    static int length(ByteBuf frames, int offset) {
        int at = frames.readerIndex() + offset;
        int length = frames.getByte(at + 1) & LENGTH;
        if (length <= MAX_SHORT) {
            return 2 + length;
        }
        return length == MEDIUM ? 4 + frames.getUnsignedShort(at + 2) : 10 + (int) frames.getLong(at + 2);
    }

    static byte[] frame(int firstByte, byte[] payload, int length) {
        return frame(firstByte, payload, 0, length);
    }

    private static byte[] frame(int firstByte, byte[] from, int offset, int length) {
        int head = head(length);
        byte[] frame = new byte[head + length];
        writeHead(frame, firstByte, length);
        System.arraycopy(from, offset, frame, head, length);
        return frame;
    }

    private static int head(int length) {
        return length <= MAX_SHORT ? 2 : length <= MAX_MEDIUM ? 4 : 10;
    }

    private static void writeHead(byte[] frame, int firstByte, int length) {
        frame[0] = (byte) firstByte;
        if (length <= MAX_SHORT) {
            frame[1] = (byte) length;
        } else if (length <= MAX_MEDIUM) {
            frame[1] = MEDIUM;
            frame[2] = (byte) (length >> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < 8; i++) {
                frame[2 + i] = (byte) ((long) length >> (56 - 8 * i));
            }
        }
    }
}
