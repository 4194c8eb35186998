package io.quotewire.gateway.transport.websocket;

import java.nio.charset.StandardCharsets;

/** Makes frames that a server sends, RFC 6455 section 5.2: whole messages, never masked. Stateless. */
public final class Frames {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
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

    static byte[] frame(int firstByte, byte[] payload, int length) {
        int head = length <= MAX_SHORT ? 2 : length <= MAX_MEDIUM ? 4 : 10;
        byte[] frame = new byte[head + length];
        frame[0] = (byte) firstByte;
        if (head == 2) {
            frame[1] = (byte) length;
        } else if (head == 4) {
            frame[1] = 126;
            frame[2] = (byte) (length >> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < 8; i++) {
                frame[2 + i] = (byte) ((long) length >> (56 - 8 * i));
            }
        }
        System.arraycopy(payload, 0, frame, head, length);
        return frame;
    }
}
