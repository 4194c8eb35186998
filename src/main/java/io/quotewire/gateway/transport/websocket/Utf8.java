package io.quotewire.gateway.transport.websocket;

/**
 * Looks at text byte by byte as it comes, RFC 3629 section 4: so that what is not UTF-8 is noticed with the frame that it
 * stands in. What is known between two frames is one int. Stateless.
 */
final class Utf8 {
    /** Between two characters: where a text begins and where it must end. */
    static final int START = 0;

    /** Whatever follows, this is not UTF-8. */
    static final int WRONG = -1;

    private static final int LOW_SHIFT = 8;
    private static final int HIGH_SHIFT = 16;
    private static final int BYTE = 0xFF;

    private Utf8() {}

    /** Whether this is a whole text. */
    static boolean isWhole(byte[] text) {
        return after(START, text) == START;
    }

    /**
     * Where a text stands after some more of it.
     *
     * @param state before
     * @param bytes more
     * @return the state after
     */
    static int after(int state, byte[] bytes) {
        int now = state;
        for (int i = 0; i < bytes.length && now != WRONG; i++) {
            int b = bytes[i] & BYTE;
            if (now != START) {
                now = inside(now, b);
            } else if (b >= 0x80) {
                now = first(b);
            }
        }
        return now;
    }

    private static int first(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return WRONG;
        }
        if (b < 0xE0) {
            return expect(1, 0x80, 0xBF);
        }
        if (b < 0xF0) {
            return expect(2, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
        }
        return expect(3, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
    }

    private static int inside(int state, int b) {
        boolean fits = b >= (state >> LOW_SHIFT & BYTE) && b <= state >> HIGH_SHIFT;
        int left = (state & BYTE) - 1;
        if (!fits) {
            return WRONG;
        }
        return left == 0 ? START : expect(left, 0x80, 0xBF);
    }

    /** So many bytes are to come, the next of them between these bounds. */
    private static int expect(int left, int low, int high) {
        return high << HIGH_SHIFT | low << LOW_SHIFT | left;
    }
}
