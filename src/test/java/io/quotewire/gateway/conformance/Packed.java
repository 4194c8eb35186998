package io.quotewire.gateway.conformance;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Payloads of permessage-deflate, RFC 7692 section 7.2, each from an empty window. */
final class Packed {
    private static final int TAIL = 4;
    private static final int ROOM = 64 * 1024;

    private Packed() {}

    /** As most clients do it. */
    static byte[] deflated(byte[] payload) {
        return deflated(payload, 6);
    }

    static byte[] deflated(byte[] payload, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(payload);
        byte[] flushed = drain(deflater, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(flushed, flushed.length - TAIL);
    }

    /** A flush after so many bytes, as a client does that compresses what it is given bit by bit. */
    static byte[] deflatedInBlocks(byte[] payload, int blockBytes) {
        Deflater deflater = new Deflater(6, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < payload.length; at += blockBytes) {
            deflater.setInput(payload, at, Math.min(blockBytes, payload.length - at));
            out.writeBytes(drain(deflater, Deflater.SYNC_FLUSH));
        }
        deflater.end();
        return Arrays.copyOf(out.toByteArray(), out.size() - TAIL);
    }

    /** The last block says that it is the last one; the byte behind it begins the empty block, section 7.2.3.4. */
    static byte[] finished(byte[] payload) {
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(payload);
        deflater.finish();
        byte[] stream = drain(deflater, Deflater.NO_FLUSH);
        deflater.end();
        return Arrays.copyOf(stream, stream.length + 1);
    }

    /** What a message of the server means. */
    static byte[] inflated(byte[] payload) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(Wire.concat(payload, new byte[] {0, 0, -1, -1}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[ROOM];
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("the server compresses wrongly", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] drain(Deflater deflater, int flush) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[ROOM];
        for (int n = buffer.length; n == buffer.length; ) {
            n = deflater.deflate(buffer, 0, buffer.length, flush);
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
