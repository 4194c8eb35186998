package io.quotewire.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that shakes hands, subscribes, waits for a price and leaves. Blocks. Stateless. */
final class RehearsalClient {
    private static final int PATIENCE_MS = 2_000;
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;
    /** A close frame without a code, masked with zeros. */
    private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};

    private RehearsalClient() {}

    /**
     * Comes and goes once.
     *
     * @param port of the gateway on loopback
     * @param symbol known to it
     * @param compressing whether it offers compression
     * @throws IOException if it is not served as it should be
     */
    static void visit(int port, String symbol, boolean compressing) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(handshake(port, compressing));
            awaitText(in, "\"connected\"");
            out.write(text("{\"type\":\"subscribe\",\"id\":1,\"symbols\":[\"" + symbol + "\"]}"));
            awaitText(in, "\"snapshot\":true");
            out.write(CLOSE);
            awaitEnd(in);
        }
    }

    private static byte[] handshake(int port, boolean compressing) {
        String extension = compressing ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
        String head = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + extension
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** A short text frame, masked with zeros. */
    private static byte[] text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) FINAL_TEXT;
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    private static void awaitText(InputStream in, String wanted) throws IOException {
        StringBuilder seen = new StringBuilder();
        byte[] room = new byte[4096];
        while (seen.indexOf(wanted) < 0) {
            int read = in.read(room);
            if (read < 0) {
                throw new IOException("not served: " + seen);
            }
            seen.append(new String(room, 0, read, StandardCharsets.ISO_8859_1));
        }
    }

    private static void awaitEnd(InputStream in) throws IOException {
        byte[] room = new byte[4096];
        int read = 0;
        while (read >= 0) {
            read = in.read(room);
        }
    }
}
