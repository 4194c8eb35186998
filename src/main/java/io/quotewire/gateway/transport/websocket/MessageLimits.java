package io.quotewire.gateway.transport.websocket;

/**
 * How long a message from a client may be.
 *
 * @param bytes of its payload, inflated
 * @param fragments that it comes in
 */
public record MessageLimits(int bytes, int fragments) {
    private static final int MAX_FRAGMENTS = 64;

    /**
     * As many fragments as is usual.
     *
     * @param bytes of its payload, inflated
     * @return the limits
     */
    public static MessageLimits of(int bytes) {
        return new MessageLimits(bytes, MAX_FRAGMENTS);
    }
}
