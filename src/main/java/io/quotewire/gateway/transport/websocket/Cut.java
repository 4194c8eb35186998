package io.quotewire.gateway.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** Ends connections without waiting for anybody. Stateless. */
public final class Cut {
    private Cut() {}

    /**
     * Closes a connection at once. {@code channel.close()} would not: it passes Vert.x's handler, which closes only when
     * everything before is written, and to a client that does not read it never is.
     *
     * @param channel the connection's; on its event loop
     */
    static void now(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        ChannelFuture unused = first == null ? channel.close() : first.close();
    }

    /**
     * Closes a connection at once.
     *
     * @param connection one of HTTP/1; on its event loop
     */
    public static void now(HttpConnection connection) {
        now(((HttpServerConnection) connection).channelHandlerContext().channel());
    }
}
