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

    private static final int TIMEOUT_MS = 10_000;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final int status;

    /** Connects and shakes hands. */
    public RawSocket(int port, String path, Map<String, String> headers) {
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            in = new DataInputStream(socket.getInputStream());
            status = Integer.parseInt(head().split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects without more ado. */
    public RawSocket(int port, String path) {
        this(port, path, Map.of());
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
        }
    }

    /** The next message; a close frame as {@code {"type":"closed","code"}}, a cut as code 1006. */
    public JsonObject next() {
        return new JsonObject(text());
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
                    return new String(payload, StandardCharsets.UTF_8);
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
