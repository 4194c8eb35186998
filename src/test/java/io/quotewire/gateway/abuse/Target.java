package io.quotewire.gateway.abuse;

import io.quotewire.testkit.RawSocket;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The port that is abused, and how to read what becomes of it without waiting for times: an answer is read whole, then
 * the connection is asked for one thing more, in order and for the last time.
 *
 * @param port of the gateway
 */
record Target(int port) {
    private static final Set<String> REFUSALS = Set.of("error", "subscription_failed");
    private static final Pattern STATUS_LINE = Pattern.compile("[A-Z]+/\\d\\.\\d \\d{3} ");
    private static final int SWITCHING = 101;
    private static final int TIMEOUT_MS = 10_000;
    private static final String LAST = "GET /api/symbols HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    /** A request with a good Host. */
    static String request(String method, String path, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /**
     * Sends bytes and reads the answers; then one request in order, if the connection is still there.
     *
     * @return the statuses with the last request's in brackets, {@code 404 (200)}; {@code 400} where the server closed after
     *     its answer; {@code cut} where it closed without any
     */
    String http(String bytes) throws IOException {
        try (Socket socket = open()) {
            send(socket, bytes.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Answer first = answer(in);
            if (first.status() == SWITCHING) {
                return "101";
            }
            if (first.status() == 0) {
                return "cut";
            }
            if (!first.open()) {
                return first.status() + (answer(in).status() == 0 ? "" : " and more");
            }
            send(socket, LAST.getBytes(StandardCharsets.ISO_8859_1));
            List<String> all = new ArrayList<>(List.of("" + first.status()));
            for (Answer next = answer(in); next.status() != 0; next = answer(in)) {
                all.add(next.open() ? "" + next.status() : "(" + next.status() + ")");
            }
            return String.join(" ", all);
        }
    }

    /** Sends bytes one after the other, each after the one before has been seen to arrive nowhere; reads the end. */
    String trickle(String bytes) throws IOException {
        try (Socket socket = open()) {
            for (char one : bytes.toCharArray()) {
                send(socket, new byte[] {(byte) one});
            }
            Answer answer = answer(socket.getInputStream());
            return answer.status() == 0 ? "cut" : "" + answer.status();
        }
    }

    /** Opens a WebSocket in order, sends these bytes and reads until its end: the code of the close frame, or {@code cut}. */
    String frames(String path, byte[]... frames) throws IOException {
        return frames(path, Map.of(), frames);
    }

    /** The same with more headers in the handshake. */
    String frames(String path, Map<String, String> headers, byte[]... frames) throws IOException {
        try (RawSocket socket = new RawSocket(port, path, headers)) {
            if (socket.status() != 101) {
                return "" + socket.status();
            }
            for (byte[] frame : frames) {
                socket.bytes(frame);
            }
            return end(socket);
        }
    }

    /** Reads a WebSocket to its end. */
    static String end(RawSocket socket) {
        RawSocket.Frame frame = socket.frame();
        while (frame.first() >= 0 && (frame.first() & 15) != RawSocket.CLOSE) {
            frame = socket.frame();
        }
        return frame.first() < 0 ? "cut" : "" + frame.closeCode();
    }

    /** Opens a WebSocket in order, sends these bytes, then a ping in order: the codes of the refusals until its pong. */
    String messages(String path, byte[]... frames) throws IOException {
        try (RawSocket socket = new RawSocket(port, path)) {
            for (byte[] frame : frames) {
                socket.bytes(frame);
            }
            socket.send("{\"type\":\"ping\",\"id\":\"last\"}");
            List<String> codes = new ArrayList<>();
            for (var message = socket.next(); !"last".equals(message.getValue("id")); message = socket.next()) {
                if ("closed".equals(message.getString("type"))) {
                    return "closed " + message.getInteger("code");
                }
                if (REFUSALS.contains(message.getString("type"))) {
                    codes.add(message.getJsonObject("data").getString("code"));
                }
            }
            return String.join(" ", codes);
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // what the server said before it closed is still to be read
        }
    }

    /** One answer; status 0 if none came before the end. */
    private record Answer(int status, boolean open) {}

    private static Answer answer(InputStream in) {
        try {
            String head = head(in);
            // Some servers answer in the version they were asked in, whatever that is.
            if (!STATUS_LINE.matcher(head).lookingAt()) {
                throw new AssertionError("no answer: " + head);
            }
            int status = Integer.parseInt(head.split(" ", 3)[1]);
            String lower = head.toLowerCase(Locale.ROOT);
            in.readNBytes(length(lower));
            return new Answer(status, !lower.contains("\r\nconnection: close"));
        } catch (EOFException | SocketException e) {
            return new Answer(0, false);
        } catch (IOException e) {
            throw new UncheckedIOException("neither an answer nor an end", e);
        }
    }

    private static int length(String head) {
        int at = head.indexOf("\r\ncontent-length: ");
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + 18, head.indexOf("\r\n", at + 18)));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
