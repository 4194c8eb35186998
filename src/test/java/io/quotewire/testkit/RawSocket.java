package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A WebSocket client that does just what it is told, frame by frame, so that it can also do what no library would. Blocking;
 * each read waits ten seconds at most.
 */
public final class RawSocket implements AutoCloseable {
    /** A text frame. */
    public static final int TEXT = 1;
    /** A binary frame. */
    public static final int BINARY = 2;
    /** A close frame. */
    public static final int CLOSE = 8;

    private static final String STATUS = "{\"type\":\"symbol_status\"";

    private static final int TIMEOUT_MS = 10_000;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String answer;
    private final int status;
    private boolean heedsStatuses;

    /** Connects and shakes hands. */
    public RawSocket(int port, String path, Map<String, String> headers) {
        this(port, path, headers, new byte[0], new byte[0]);
    }

    private RawSocket(int port, String path, Map<String, String> headers, byte[] sameSegment, byte[] nextSegment) {
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            first.writeBytes(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            first.writeBytes(sameSegment);
            socket.getOutputStream().write(first.toByteArray());
            socket.getOutputStream().write(nextSegment);
            in = new DataInputStream(socket.getInputStream());
            answer = head();
            status = Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects without more ado. */
    public RawSocket(int port, String path) {
        this(port, path, Map.of());
    }

    /** Sends a text frame with the handshake, cut after some bytes of it, without waiting for the answer. */
    public static RawSocket early(int port, String path, byte[] text, int split) {
        byte[] frame = new byte[6 + text.length];
        frame[0] = (byte) (0x80 | TEXT);
        frame[1] = (byte) (0x80 | text.length);
        System.arraycopy(text, 0, frame, 6, text.length);
        int at = Math.min(split, frame.length);
        return new RawSocket(
                port,
                path,
                Map.of(),
                java.util.Arrays.copyOf(frame, at),
                java.util.Arrays.copyOfRange(frame, at, frame.length));
    }

    /** The status that the handshake was answered with. */
    public int status() {
        return status;
    }

    /** Sends a message in one text frame. */
    public void send(String text) {
        frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame whose first byte is given whole; a server that has closed already is no failure. */
    public void frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(new byte[4]); // a mask of zeros leaves the payload as it is
        out.writeBytes(payload);
        try {
            socket.getOutputStream().write(out.toByteArray());
        } catch (IOException e) {
            // what the server said before it closed is still to be read
        }
    }

    /** The next message of this type. */
    public JsonObject await(String type) {
        while (true) {
            JsonObject message = next();
            if (type.equals(message.getString("type"))) {
                return message;
            }
            if ("closed".equals(message.getString("type"))) {
                throw new AssertionError("no " + type + ", but closed with " + message.getInteger("code"));
            }
        }
    }

    /** The next message; a close frame as {@code {"type":"closed","code"}}, a cut as code 1006. */
    public JsonObject next() {
        return new JsonObject(text());
    }

    /** From now on it is also given how symbols stand, which is said at any time between other messages. */
    public RawSocket heedingStatuses() {
        heedsStatuses = true;
        return this;
    }

    /** The next message as it came; a close frame and a cut as with {@link #next}. */
    public String text() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 15;
                long length = in.readUnsignedByte() & 127;
                length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
                byte[] payload = in.readNBytes((int) length);
                if (opcode == TEXT || opcode == 0) {
                    String text = new String(payload, StandardCharsets.UTF_8);
                    if (heedsStatuses || !text.startsWith(STATUS)) {
                        return text;
                    }
                }
                if (opcode == CLOSE) {
                    return closed(payload.length < 2 ? 1005 : (payload[0] & 255) << 8 | payload[1] & 255);
                }
            }
        } catch (EOFException e) {
            return closed(1006);
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) {
                throw new AssertionError("nothing came", e);
            }
            return closed(1006);
        }
    }

    /** A header of the answer to the handshake, or null. */
    public String header(String name) {
        for (String line : answer.split("\r\n")) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1).trim();
            }
        }
        return null;
    }

    /** Whether bytes still get to somebody. */
    public boolean isHeard() {
        try {
            socket.getOutputStream().write(0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends bytes as they are. */
    public void bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // what the server said before it closed is still to be read
        }
    }

    /**
     * A frame as it came.
     *
     * @param first its first byte; -1 if the connection ended instead
     * @param payload what is in it
     */
    public record Frame(int first, byte[] payload) {
        /** The code of a close frame, 1005 if it has none; 1006 for an end without one. */
        public int closeCode() {
            return first < 0 ? 1006 : payload.length < 2 ? 1005 : (payload[0] & 255) << 8 | payload[1] & 255;
        }
    }

    /** The next frame, of whatever type. */
    public Frame frame() {
        try {
            int first = in.read();
            if (first < 0) {
                return new Frame(-1, new byte[0]);
            }
            int second = in.readUnsignedByte();
            long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
            if (second > 127 || (second == 126 && length < 126) || (second == 127 && length < 65_536)) {
                throw new AssertionError("a server masks nothing and writes lengths in their shortest form");
            }
            return new Frame(first, in.readNBytes((int) length));
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("nothing came", e);
        } catch (IOException e) {
            return new Frame(-1, new byte[0]);
        }
    }

    /** Says goodbye as RFC 6455 wants it, and goes. */
    public void leave() throws IOException {
        frame(0x80 | CLOSE, new byte[] {3, (byte) 232});
        socket.close();
    }

    /** Vanishes with a RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String closed(int code) {
        return new JsonObject().put("type", "closed").put("code", code).encode();
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }
}
