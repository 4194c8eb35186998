package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Compact bytes: unsigned LEB128 integers and length-prefixed UTF-8 strings. A string's length is written plus one, so
 * that zero stands for null.
 */
final class Wire {
    private Wire() {}

    static void putLong(Buffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.appendByte((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.appendByte((byte) rest);
    }

    static void putText(Buffer out, @Nullable String text) {
        if (text == null) {
            out.appendByte((byte) 0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putLong(out, bytes.length + 1L);
        out.appendBytes(bytes);
    }

    /** Reads what the methods above wrote; keeps the position. */
    static final class Reader {
        private final Buffer in;
        private int at;

        Reader(Buffer in, int at) {
            this.in = in;
            this.at = at;
        }

        long getLong() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = in.getByte(at++);
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalStateException("integer of more than 64 bits at " + at);
        }

        int getCount() {
            long count = getLong();
            if (count < 0 || count > in.length() - at) {
                throw new IllegalStateException("count " + count + " at " + at + " exceeds what follows");
            }
            return (int) count;
        }

        @Nullable
        String getText() {
            long stored = getLong();
            if (stored == 0) {
                return null;
            }
            if (stored < 0 || stored - 1 > in.length() - at) {
                throw new IllegalStateException(
                        "text of " + (stored - 1) + " bytes at " + at + " exceeds what follows");
            }
            int length = (int) (stored - 1);
            String text = new String(in.getBytes(at, at + length), StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        String getRequiredText() {
            String text = getText();
            if (text == null) {
                throw new IllegalStateException("null where text is required at " + at);
            }
            return text;
        }

        int position() {
            return at;
        }
    }
}
