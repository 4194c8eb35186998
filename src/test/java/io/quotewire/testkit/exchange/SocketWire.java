package io.quotewire.testkit.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.charset.StandardCharsets;

/** A wire over a real socket. On the exchange's event loop. */
final class SocketWire implements Wire {
    private final ServerWebSocket socket;
    private boolean frozen;

    SocketWire(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void text(String text) {
        if (!frozen) {
            socket.writeTextMessage(text);
        }
    }

    @Override
    public void ping(String payload) {
        if (!frozen) {
            socket.writePing(Buffer.buffer(payload));
        }
    }

    @Override
    public void close(int code, String reason) {
        socket.close((short) code, reason);
    }

    @Override
    public void cut() {
        channel().pipeline().firstContext().close();
    }

    @Override
    public void freeze() {
        frozen = true;
        socket.pause();
        channel().config().setAutoRead(false);
    }

    @Override
    public void thaw() {
        if (frozen) {
            channel().config().setAutoRead(true);
            socket.resume();
        }
    }

    @Override
    public void garbage() {
        channel()
                .pipeline()
                .firstContext()
                .writeAndFlush(
                        Unpooled.copiedBuffer("\u007f\u007f HTTP/1.1 500 Oops\r\n\r\n", StandardCharsets.ISO_8859_1));
    }

    @Override
    public void fragmented(int frames, int bytesEach) {
        Buffer part = Buffer.buffer(" ".repeat(bytesEach));
        socket.writeFrame(WebSocketFrame.textFrame("{", false));
        for (int i = 0; i < frames; i++) {
            socket.writeFrame(WebSocketFrame.continuationFrame(part.copy(), false));
        }
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("\"type\":\"status\"}"), true));
    }

    @Override
    public void invalidUtf8() {
        socket.writeBinaryMessage(Buffer.buffer(new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'}));
    }

    private Channel channel() {
        return ((WebSocketInternal) socket).channelHandlerContext().channel();
    }
}
