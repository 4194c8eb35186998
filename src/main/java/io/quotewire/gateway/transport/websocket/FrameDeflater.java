package io.quotewire.gateway.transport.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses messages for permessage-deflate, RFC 7692 section 7.2.1, each from an empty window: so one frame serves every
 * client, whatever it got before. One for each event loop, confined to it; closed with it.
 */
public final class FrameDeflater implements AutoCloseable {
    private static final int FINAL_COMPRESSED = 0xC0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int MIN_BYTES = 1024;
    private static final int LEVEL = 6;
    private static final int TAIL = 4;
    private static final int START_BYTES = 8 * 1024;
    private static final int KEPT_BYTES = 1024 * 1024;
    private final Deflater deflater = new Deflater(LEVEL, true);
    private byte[] out = new byte[START_BYTES];

    /**
     * Whether a message gets so much shorter that it is worth the work.
     *
     * @param bytes the message's length
     * @return true from 1 KiB on
     */
    public static boolean pays(int bytes) {
        return bytes >= MIN_BYTES;
    }

    /**
     * A compressed text message.
     *
     * @param utf8 its payload
     * @return the frame
     */
    public byte[] text(byte[] utf8) {
        return frame(TEXT, utf8);
    }

    byte[] binary(byte[] payload) {
        return frame(BINARY, payload);
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** Flushed data ends with 00 00 FF FF, which the other end puts back by itself. */
    private byte[] frame(int opcode, byte[] payload) {
        deflater.reset();
        deflater.setInput(payload);
        int length = 0;
        while (true) {
            length += deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
            if (length < out.length) {
                break;
            }
            out = Arrays.copyOf(out, out.length * 2);
        }
        byte[] frame = Frames.frame(FINAL_COMPRESSED | opcode, out, length - TAIL);
        if (out.length > KEPT_BYTES) {
            out = new byte[START_BYTES];
        }
        return frame;
    }
}
