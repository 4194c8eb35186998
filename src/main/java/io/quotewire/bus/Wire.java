package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compact bytes: unsigned LEB128 integers and length-prefixed UTF-8 strings. A string's length is written plus one, so
 * that zero stands for null.
 */
final class Wire {
    private Wire() {}

    /** Puts a message together. */
    static final class Writer {
        private static final int MAX_SHORT_TEXT = 126;
        private static final int MAX_LONG_BYTES = 10;
        private byte[] bytes;
        private int size;

        Writer(int expectedBytes) {
            bytes = new byte[expectedBytes];
        }

        void putLong(long value) {
            reserve(MAX_LONG_BYTES);
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }

        void putText(@Nullable String text) {
            if (text == null) {
                putLong(0);
            } else if (text.length() > MAX_SHORT_TEXT || !putShortAscii(text)) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                putLong(utf8.length + 1L);
                reserve(utf8.length);
                System.arraycopy(utf8, 0, bytes, size, utf8.length);
                size += utf8.length;
            }
        }

        void appendTo(Buffer out) {
            out.appendBytes(bytes, 0, size);
        }

        /** What nearly all texts are, without an array of their own; false, and nothing is written, if this is none. */
        private boolean putShortAscii(String text) {
            int length = text.length();
            reserve(1 + length);
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                if (c >= 0x80) {
                    return false;
                }
                bytes[size + 1 + i] = (byte) c;
            }
            bytes[size] = (byte) (length + 1);
            size += 1 + length;
            return true;
        }

        private void reserve(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }
    }

    /** Reads what a {@link Writer} wrote; keeps the position. */
    static final class Reader {
        private final byte[] in;
        private int at;

        Reader(Buffer in, int at) {
            this.in = in.getBytes(at, in.length());
        }

        long getLong() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = in[at++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalStateException("integer of more than 64 bits at " + at);
        }

        int getCount() {
            long count = getLong();
            if (count < 0 || count > in.length - at) {
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
            if (stored < 0 || stored - 1 > in.length - at) {
                throw new IllegalStateException(
                        "text of " + (stored - 1) + " bytes at " + at + " exceeds what follows");
            }
            int length = (int) (stored - 1);
            String text = new String(in, at, length, StandardCharsets.UTF_8);
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
    }
}
