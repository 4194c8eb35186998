package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import org.jspecify.annotations.Nullable;

/** Netty's validator in a pipeline of its own. */
final class OpenValidator {
    private final EmbeddedChannel channel = new EmbeddedChannel(new Utf8FrameValidator(false));

    /** What comes out behind it. */
    @Nullable
    Object look(ByteBuf text) {
        channel.writeInbound(new TextWebSocketFrame(text));
        return channel.readInbound();
    }
}
