package io.quotewire.gateway.transport.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/** How long a message from a client may be. Immutable; made once and shared by all connections that it is for. */
public final class MessageLimits {
    private static final int MAX_FRAGMENTS = 64;
    private final int bytes;
    private final int fragments;
    private final WebSocketDecoderConfig plain;
    private final WebSocketDecoderConfig deflated;

    /**
     * Limits.
     *
     * @param bytes of a message's payload, inflated
     * @param fragments that it may come in
     */
    public MessageLimits(int bytes, int fragments) {
        this.bytes = bytes;
        this.fragments = fragments;
        plain = config(false);
        deflated = config(true);
    }

    /**
     * As many fragments as is usual.
     *
     * @param bytes of a message's payload, inflated
     * @return the limits
     */
    public static MessageLimits of(int bytes) {
        return new MessageLimits(bytes, MAX_FRAGMENTS);
    }

    int bytes() {
        return bytes;
    }

    int fragments() {
        return fragments;
    }

    /** What Netty's decoder is to let pass: strict, but for the reserved bit of compression where that was agreed. */
    WebSocketDecoderConfig decoder(boolean compression) {
        return compression ? deflated : plain;
    }

    private WebSocketDecoderConfig config(boolean extensions) {
        return WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(extensions)
                .maxFramePayloadLength(bytes)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }
}
