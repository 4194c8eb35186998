package io.quotewire.gateway.protocol;

import io.quotewire.bus.Tick;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts JSON together as UTF-8, in room that is used again and again: messages are written at the rate of ticks. Confined to
 * one event loop.
 */
final class JsonBytes {
    private static final int START_BYTES = 8 * 1024;
    private static final int KEPT_BYTES = 1024 * 1024;
    private static final int MAX_BYTES_A_CHAR = 6;
    private static final int MAX_LONG_DIGITS = 19;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private byte[] bytes = new byte[START_BYTES];
    private int size;

    /**
     * Begins anew.
     *
     * @param free how many bytes to leave before what will be written
     */
    void begin(int free) {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[START_BYTES];
        }
        size = free;
    }

    /** What was written since the beginning, with the bytes left free before it. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Appends what is JSON already, and nothing but ASCII. */
    @SuppressWarnings(
            "deprecation") // The one copy without a new array; what it does to other characters is no matter here.
    JsonBytes ascii(String text) {
        int length = text.length();
        reserve(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    /** Appends bytes as they are. */
    JsonBytes raw(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Appends JSON that may hold any character. */
    JsonBytes json(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return raw(utf8, 0, utf8.length);
    }

    JsonBytes number(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        reserve(MAX_LONG_DIGITS);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = size + digits; at > size; rest /= 10) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        size += digits;
        return this;
    }

    JsonBytes quoted(String text) {
        return ascii("\"").escaped(text).ascii("\"");
    }

    /** Appends the inside of a JSON string; half of a character beyond U+FFFF stays readable as its escape. */
    JsonBytes escaped(String text) {
        int length = text.length();
        reserve(length * MAX_BYTES_A_CHAR);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && c >= 0x20 && c != '"' && c != '\\') {
                bytes[at++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                at = beyond(Character.toCodePoint(c, text.charAt(++i)), at);
            } else {
                at = special(c, at);
            }
        }
        size = at;
        return this;
    }

    /** Appends a tick's fields without the braces. */
    JsonBytes tick(Tick tick) {
        ascii("\"symbol\":").quoted(tick.symbol());
        field(",\"price\":", tick.price());
        field(",\"volume\":", tick.volume());
        field(",\"change\":", tick.change());
        field(",\"changePercent\":", tick.changePercent());
        field(",\"bid\":", tick.bid());
        field(",\"ask\":", tick.ask());
        field(",\"size\":", tick.size());
        field(",\"side\":", tick.side());
        field(",\"time\":", tick.time());
        field(",\"source\":", tick.source());
        return ascii(",\"ts\":").number(tick.tsMicros());
    }

    private void field(String name, @Nullable String value) {
        if (value != null) {
            ascii(name).quoted(value);
        }
    }

    private int special(char c, int start) {
        int at = start;
        if (c == '"' || c == '\\') {
            bytes[at++] = '\\';
            bytes[at++] = (byte) c;
        } else if (c < 0x20 || Character.isSurrogate(c)) {
            bytes[at++] = '\\';
            bytes[at++] = 'u';
            for (int shift = 12; shift >= 0; shift -= 4) {
                bytes[at++] = HEX[c >> shift & 15];
            }
        } else if (c < 0x800) {
            bytes[at++] = (byte) (0xC0 | c >> 6);
            bytes[at++] = following(c);
        } else {
            bytes[at++] = (byte) (0xE0 | c >> 12);
            bytes[at++] = following(c >> 6);
            bytes[at++] = following(c);
        }
        return at;
    }

    private int beyond(int codePoint, int at) {
        bytes[at] = (byte) (0xF0 | codePoint >> 18);
        bytes[at + 1] = following(codePoint >> 12);
        bytes[at + 2] = following(codePoint >> 6);
        bytes[at + 3] = following(codePoint);
        return at + 4;
    }

    /** A byte that is not a character's first: six bits of it. */
    private static byte following(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
