package io.quotewire.gateway.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a channel over from Vert.x. Everything that is internal to Vert.x and Netty's pipeline stands here: the names of the
 * handlers that Vert.x 5.0 adds, and {@link HttpServerConnection}. Confined to the connection's event loop.
 */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final String HTTP_DECODER = "httpDecoder";
    private static final String HELD = "held";
    private static final String FRAMES = "frames";
    private static final String HTTP_ENCODER = "httpEncoder";
    private static final String UNSAID = "unsaid";
    private static final String CHUNKED_WRITER = "chunkedWriter";
    private static final String IDLE = "idle";
    private static final String VERTX = "handler";
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Channel channel;
    private final boolean holding;

    private Takeover(Channel channel, boolean holding) {
        this.channel = channel;
        this.holding = holding;
    }

    /** Finds the channel of a request; whatever transport is used, it is there. */
    static Channel channelOf(HttpServerRequest request) {
        return ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
    }

    /**
     * From now on no byte of this connection is read as HTTP. To be called in the request's handler itself, before anything
     * else has a turn.
     */
    static Takeover prepare(HttpServerRequest request) {
        Channel channel = channelOf(request);
        ChannelPipeline pipeline = channel.pipeline();
        boolean known = pipeline.get(HTTP_DECODER) != null && pipeline.get(VERTX) instanceof ChannelInboundHandler;
        if (known) {
            pipeline.replace(HTTP_DECODER, HELD, new HeldBytes());
        } else {
            LOG.atWarn().addKeyValue("pipeline", pipeline.names()).log("unknown pipeline, not taken over");
        }
        return new Takeover(channel, known);
    }

    /** Whether the connection is still there. */
    boolean isOpen() {
        return channel.isActive();
    }

    /** Whether {@link #complete} can be: if not, Vert.x has to serve the connection. */
    boolean possible() {
        return holding;
    }

    /** Just before Vert.x is asked to upgrade: Netty's handshake wants a decoder that it can replace. */
    void beforeUpgrade() {
        if (holding) {
            channel.pipeline().addAfter(HELD, HTTP_DECODER, new HttpRequestDecoder());
        }
    }

    /**
     * Takes Vert.x's handlers out, puts ours in. What was held is read when {@link #release} is called. The client has not got
     * an answer yet; Vert.x believes that it has, and counts it.
     *
     * @param request the handshake
     * @param socket serves the connection
     * @param deflated whether compression was agreed
     * @param limits how long a message may be
     */
    void complete(HttpServerRequest request, TakenOverSocket socket, boolean deflated, MessageLimits limits)
            throws Exception {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(VERTX, UNSAID, Unsaid.HERE);
        request.resume();
        request.response().setStatusCode(SWITCHING_PROTOCOLS).end();
        farewell(pipeline);
        pipeline.remove(UNSAID);
        for (String http : List.of(HTTP_ENCODER, CHUNKED_WRITER, IDLE)) {
            if (pipeline.get(http) != null) {
                pipeline.remove(http);
            }
        }
        pipeline.addAfter(HELD, FRAMES, new WebSocket13FrameDecoder(limits.decoder(deflated)));
        String last = FRAMES;
        if (deflated) {
            pipeline.addAfter(FRAMES, "reserved", ReservedBits.CHECK);
            pipeline.addAfter("reserved", "inflate", new Inflation(limits.bytes()));
            last = "inflate";
        }
        pipeline.addAfter(last, "socket", socket);
        socket.attach(pipeline.context(FRAMES));
        UnsentLimit.on(channel);
        channel.config().setAutoRead(true);
    }

    /** What came early is read now. */
    void release() {
        if (channel.pipeline().get(HELD) != null) {
            channel.pipeline().remove(HELD);
        }
    }

    /** Vert.x is told that the connection is over: its gauges fall, its objects go, the socket stays. */
    private static void farewell(ChannelPipeline pipeline) throws Exception {
        ChannelHandlerContext vertx = pipeline.context(VERTX);
        ChannelInboundHandler handler = (ChannelInboundHandler) vertx.handler();
        pipeline.remove(VERTX);
        handler.channelInactive(vertx);
    }
}
