package io.quotewire.soak;

import io.quotewire.testkit.FrameReader;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A client over a WebSocket, bare or of SockJS. Confined to the crowd's event loop. */
final class SocketGuest extends Guest {
    private static final int TEXT = 1;
    private static final int PING = 9;
    private static final int PONG = 10;
    private final boolean deflate;
    private final FrameReader frames = new FrameReader(this::frame);
    private Buffer head = Buffer.buffer();
    private boolean shaken;
    private Wire wire;

    SocketGuest(Crowd crowd, Kind kind, boolean resets, String token, boolean deflate) {
        super(crowd, kind, resets, token);
        this.deflate = deflate;
    }

    @Override
    void begin() {
        wire = wire(this::came);
        String path = kind() == Kind.SOCKJS_WEBSOCKET ? sockJsUrl() + kind().path() : kind().path();
        wire.write(Buffer.buffer(head("GET", path) + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n" : "\r\n")));
    }

    @Override
    void say(String message) {
        wire.write(FrameReader.masked(TEXT, Buffer.buffer(message)));
    }

    @Override
    void closeWires() {
        wire.close();
    }

    @Override
    boolean hasWires() {
        return !wire.isOver();
    }

    private void came(Buffer bytes) {
        if (shaken) {
            frames.add(bytes);
            return;
        }
        head.appendBuffer(bytes);
        int end = head.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        if (end >= 0) {
            shaken = true;
            Buffer rest = head.getBuffer(end + 4, head.length());
            boolean upgraded = head.getString(9, 12).equals("101");
            head = Buffer.buffer();
            if (upgraded) {
                admitted();
                frames.add(rest);
            } else {
                closeWires();
            }
        }
    }

    private void frame(int opcode, Buffer payload) {
        if (opcode == PING && !isSilent()) {
            wire.write(FrameReader.masked(PONG, payload));
        }
    }
}
