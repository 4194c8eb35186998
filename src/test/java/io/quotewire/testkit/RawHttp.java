package io.quotewire.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection of an HTTP client that shows the bytes as they come, chunk by chunk. Blocking; each read waits ten seconds
 * at most.
 */
public final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final int port;

    /** Status and headers, names in lower case. */
    public record Head(int status, Map<String, String> headers) {
        /** A header, or the empty string. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** A whole answer. */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** A header, or the empty string. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Connects. */
    public RawHttp(int port) {
        this(port, 0);
    }

    /** Connects with a receive buffer of this size; 0 = the system's. */
    public RawHttp(int port, int receiveBuffer) {
        this.port = port;
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request on a connection of its own. */
    public static Answer once(int port, String method, String path, String body, String... headers) {
        try (RawHttp http = new RawHttp(port)) {
            return http.ask(method, path, body, headers);
        }
    }

    /** Sends a request and reads the whole answer. */
    public Answer ask(String method, String path, String body, String... headers) {
        Head head = begin(method, path, body, headers);
        return new Answer(head.status(), head.headers(), body(head));
    }

    /** Sends bytes as they are; a server that has closed already is no failure. */
    public void bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // what the server said before it closed is still to be read
        }
    }

    /** Sends a request and reads the answer's head. */
    public Head begin(String method, String path, String body, String... headers) {
        return beginWith("1.1", method, path, body, headers);
    }

    /** The same with another version of HTTP. */
    public Head beginWith(String version, String method, String path, String body, String... headers) {
        send(version, method, path, body, headers);
        return head();
    }

    /** Sends a request only. */
    public void send(String version, String method, String path, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder(method + " " + path + " HTTP/" + version + "\r\nHost: 127.0.0.1:" + port);
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        if (bytes.length > 0 || method.equals("POST")) {
            head.append("\r\nContent-Length: ").append(bytes.length);
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            socket.getOutputStream().write(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of the next answer. */
    public Head head() {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] pair = line.split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].trim());
        }
        return new Head(status, headers);
    }

    /** The next chunk; empty for the last. */
    public String chunk() {
        int length = Integer.parseInt(line(), 16);
        String chunk = bytes(length);
        line();
        return chunk;
    }

    /** So many bytes as text. */
    public String bytes(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the server to close; true if nothing else came before. */
    public boolean isClosed() {
        try {
            return in.read() == -1;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server closes; how many bytes there were. */
    public long drain() {
        long count = 0;
        try {
            byte[] some = new byte[65_536];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                count += n;
            }
        } catch (SocketException e) {
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    /** Vanishes with a RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of an answer whose head was read. */
    public String body(Head head) {
        if (head.header("transfer-encoding").equals("chunked")) {
            StringBuilder body = new StringBuilder();
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
            return body.toString();
        }
        String length = head.header("content-length");
        return length.isEmpty() ? "" : bytes(Integer.parseInt(length));
    }

    private String line() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
