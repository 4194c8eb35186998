package io.quotewire.gateway.abuse;

import static io.quotewire.gateway.abuse.Abuse.frames;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/** Frames and messages against RFC 6455, RFC 7692 and our own contract. */
final class FrameAbuses {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private FrameAbuses() {}

    /** A masked frame; the mask of zeros leaves the payload as it is. */
    static byte[] frame(int first, byte[] payload) {
        byte[] head;
        int length = payload.length;
        if (length < 126) {
            head = new byte[] {(byte) first, (byte) (MASKED | length)};
        } else if (length < 65_536) {
            head = new byte[] {(byte) first, (byte) (MASKED | 126), (byte) (length >> 8), (byte) length};
        } else {
            head = new byte[] {
                (byte) first,
                (byte) (MASKED | 127),
                0,
                0,
                0,
                0,
                (byte) (length >> 24),
                (byte) (length >> 16),
                (byte) (length >> 8),
                (byte) length
            };
        }
        byte[] frame = Arrays.copyOf(head, head.length + 4 + length);
        System.arraycopy(payload, 0, frame, head.length + 4, length);
        return frame;
    }

    /** A masked text frame. */
    static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return all;
    }

    static List<Abuse> framing() {
        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
        return List.of(
                frames("a frame without a mask", "1002", bytes(FIN | TEXT, 2, '{', '}')),
                frames("the first reserved bit", "1002", frame(FIN | 0x40 | TEXT, hello)),
                frames("the second reserved bit", "1002", frame(FIN | 0x20 | TEXT, hello)),
                frames("the third reserved bit", "1002", frame(FIN | 0x10 | TEXT, hello)),
                frames("an opcode for data to come", "1002", frame(FIN | 3, hello)),
                frames("an opcode for control to come", "1002", frame(FIN | 11, hello)),
                frames("a ping in pieces", "1002", frame(PING, hello)),
                frames("a ping of 126 bytes", "1002", frame(FIN | PING, new byte[126])),
                frames(
                        "a length not in its shortest form",
                        "1002",
                        bytes(FIN | TEXT, MASKED | 126, 0, 2, 0, 0, 0, 0, '{', '}')),
                frames(
                        "a frame of negative length",
                        "1002",
                        bytes(FIN | TEXT, MASKED | 127, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0)),
                frames(
                        "eight exabytes",
                        "1009",
                        bytes(FIN | TEXT, MASKED | 127, 127, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0)),
                frames("a continuation of nothing", "1002", frame(FIN, hello)),
                frames("a message within a message", "1002", frame(TEXT, hello), frame(FIN | TEXT, hello)),
                frames("a binary message", "1003", frame(FIN | BINARY, hello)),
                frames("text that is no UTF-8", "1007", frame(FIN | TEXT, bytes('{', 0xff, '}'))),
                frames("text with an overlong slash", "1007", frame(FIN | TEXT, bytes(0xc0, 0xaf))),
                frames("text with half a surrogate pair", "1007", frame(FIN | TEXT, bytes(0xed, 0xa0, 0x80))),
                frames(
                        "text cut within a character, in pieces",
                        "1007",
                        frame(TEXT, bytes(0xe2, 0x82)),
                        frame(FIN, hello)),
                frames("a message of 64 KB and one byte", "1009", frame(FIN | TEXT, new byte[65_537])),
                frames(
                        "half a frame that says it is 1 MB",
                        "1009",
                        Arrays.copyOf(frame(FIN | TEXT, new byte[1 << 20]), 100)));
    }

    static List<Abuse> closing() {
        List<Abuse> all = new ArrayList<>();
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1012 - 1, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            String expected = code == 1011 ? "1011" : "1002";
            all.add(frames("close with " + code, expected, frame(FIN | CLOSE, bytes(code >> 8, code))));
        }
        all.add(frames("close with half a code", "1002", frame(FIN | CLOSE, bytes(3))));
        all.add(frames("close with a reason that is no UTF-8", "1007", frame(FIN | CLOSE, bytes(3, 232, 0xff))));
        all.add(frames("close with a reason of 124 bytes", "1002", frame(FIN | CLOSE, new byte[126])));
        all.add(frames(
                "goes on after its goodbye",
                "1000",
                frame(FIN | CLOSE, bytes(3, 232)),
                text("{\"type\":\"ping\"}"),
                text("{")));
        all.add(frames("a goodbye in pieces", "1002", frame(CLOSE, bytes(3, 232))));
        return all;
    }

    static List<Abuse> packed() {
        return List.of(
                deflated("a bomb of 256 MB", "1009", pack(new byte[16 << 20], 16)),
                deflated("what does not inflate", "1007", bytes(255, 255, 255, 255, 255)),
                deflated("a packed ping", "1002", null),
                frames(
                        "packed without having agreed",
                        "1002",
                        frame(FIN | 0x40 | TEXT, pack("{}".getBytes(StandardCharsets.UTF_8), 1))));
    }

    private static Abuse deflated(String name, String expected, byte[] packed) {
        byte[] frame = packed == null ? frame(FIN | 0x40 | PING, new byte[1]) : frame(FIN | 0x40 | TEXT, packed);
        Map<String, String> offer = Map.of("Sec-WebSocket-Extensions", "permessage-deflate");
        return new Abuse(name, expected, target -> target.frames("/ws", offer, frame));
    }

    private static byte[] pack(byte[] part, int times) {
        Deflater deflater = new Deflater(9, true);
        byte[] out = new byte[1 << 20];
        int length = 0;
        for (int i = 0; i < times; i++) {
            deflater.setInput(part);
            length += deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    static List<Abuse> messages() {
        return List.of(
                message("no JSON", "BAD_MESSAGE", "{"),
                message("an array", "BAD_MESSAGE", "[]"),
                message("nothing at all", "BAD_MESSAGE", ""),
                message("10,000 brackets", "BAD_MESSAGE", "[".repeat(10_000)),
                message(
                        "10,000 nested objects",
                        "BAD_MESSAGE",
                        "{\"type\":\"ping\",\"data\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001)),
                message(
                        "a number too large for any",
                        "BAD_MESSAGE",
                        "{\"type\":\"subscribe\",\"data\":{\"symbols\":[\"BTC-USD\"],\"maxRate\":1e999999999}}"),
                message(
                        "a number of 10,000 digits",
                        "BAD_MESSAGE",
                        "{\"type\":\"ping\",\"id\":" + "9".repeat(10_000) + "}"),
                message("the same key twice", "BAD_MESSAGE", "{\"type\":\"ping\",\"type\":\"get_status\"}"),
                message("a key of 60 KB", "BAD_MESSAGE", "{\"type\":\"ping\",\"" + "a".repeat(60_000) + "\":1}"),
                message(
                        "10,000 symbols",
                        "BAD_MESSAGE",
                        "{\"type\":\"subscribe\",\"data\":{\"symbols\":[" + "\"A-B\",".repeat(9_999) + "\"A-B\"]}}"),
                message(
                        "a symbol of 60 KB",
                        "BAD_MESSAGE",
                        "{\"type\":\"get_price\",\"data\":{\"symbol\":\"" + "A".repeat(60_000) + "\"}}"),
                message(
                        "a channel with a path in it",
                        "UNKNOWN_CHANNEL",
                        "{\"type\":\"subscribe\",\"data\":{\"channels\":[\"room:../../etc/passwd\"]}}"),
                message(
                        "the channel of somebody else",
                        "UNAUTHORIZED",
                        "{\"type\":\"subscribe\",\"data\":{\"channels\":[\"portfolio:alice\"]}}"),
                message(
                        "a service of the inside",
                        "BAD_MESSAGE",
                        "{\"type\":\"call\",\"data\":{\"service\":\"../control.block\",\"body\":{}}}"),
                message(
                        "a service that asks who wants it",
                        "UNAUTHORIZED",
                        "{\"type\":\"call\",\"data\":{\"service\":\"risk\",\"body\":{}}}"),
                message("a prototype", "UNKNOWN_TYPE", "{\"type\":\"__proto__\",\"constructor\":{\"prototype\":{}}}"));
    }

    private static Abuse message(String name, String expected, String text) {
        return new Abuse("says " + name, expected, target -> target.messages("/ws", text(text)));
    }
}
