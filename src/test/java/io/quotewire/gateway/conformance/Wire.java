package io.quotewire.gateway.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/** Bytes as a client sends them, RFC 6455 section 5.2: every frame masked, the length in the shortest form. */
final class Wire {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final byte[] MASK = {(byte) 0xA5, 0x5A, (byte) 0xFF, 0x01};

    private Wire() {}

    /** A frame whose first byte is given whole. */
    static byte[] frame(int first, byte[] payload) {
        int length = payload.length;
        if (length < 126) {
            return frame(first, new byte[] {(byte) length}, payload, MASK);
        }
        if (length < 65_536) {
            return frame(first, new byte[] {126, (byte) (length >> 8), (byte) length}, payload, MASK);
        }
        return frame(first, long64(length), payload, MASK);
    }

    static byte[] frame(int first, String payload) {
        return frame(first, utf8(payload));
    }

    /** A frame whose length is written as told, whether true or not. */
    static byte[] frame(int first, byte[] length, byte[] payload, byte[] mask) {
        byte[] frame = new byte[1 + length.length + mask.length + payload.length];
        frame[0] = (byte) first;
        System.arraycopy(length, 0, frame, 1, length.length);
        frame[1] = (byte) (length[0] | 0x80);
        int at = 1 + length.length;
        System.arraycopy(mask, 0, frame, at, mask.length);
        at += mask.length;
        for (int i = 0; i < payload.length; i++) {
            frame[at + i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        return frame;
    }

    /** A length in the longest form. */
    static byte[] long64(long length) {
        byte[] bytes = new byte[9];
        bytes[0] = 127;
        for (int i = 0; i < 8; i++) {
            bytes[1 + i] = (byte) (length >> (56 - 8 * i));
        }
        return bytes;
    }

    static byte[] unmasked(int first, byte[] payload) {
        return concat(new byte[] {(byte) first, (byte) payload.length}, payload);
    }

    static byte[] text(String text) {
        return frame(FIN | TEXT, text);
    }

    static byte[] ping(String payload) {
        return frame(FIN | PING, payload);
    }

    static byte[] close(int code, String reason) {
        return frame(FIN | CLOSE, status(code, utf8(reason)));
    }

    /** The payload of a close frame. */
    static byte[] status(int code, byte[] reason) {
        return concat(new byte[] {(byte) (code >> 8), (byte) code}, reason);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    /** Bytes that nothing compresses; the same for the same length. */
    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Text of exactly so many bytes, with characters of one to four bytes. */
    static byte[] prose(int length) {
        byte[] unit = utf8("Hello-\u00b5@\u00df\u00f6\u20ac\ud83d\ude00 ");
        byte[] bytes = new byte[length];
        int whole = length / unit.length * unit.length;
        for (int at = 0; at < whole; at += unit.length) {
            System.arraycopy(unit, 0, bytes, at, unit.length);
        }
        java.util.Arrays.fill(bytes, whole, length, (byte) '*');
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
