package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.auth.OriginPolicy;

/**
 * How one service is served.
 *
 * @param origins which sites' pages may come
 * @param libraryUrl where the iframe page finds the client library: a path of this server or a whole address
 * @param websocket whether WebSockets are offered, framed and raw
 * @param cookieNeeded whether the cookie {@code JSESSIONID} is set, for load balancers that go by it
 * @param responseBytes how much one streaming response carries before the client has to ask again
 * @param heartbeatMs between two heartbeat frames
 * @param disconnectMs how long a session waits for a receiver before it ends
 * @param maxMessageBytes longest message from a client; a body with several may be {@link #BODY_FACTOR} times as long
 */
public record SockJsOptions(
        OriginPolicy origins,
        String libraryUrl,
        boolean websocket,
        boolean cookieNeeded,
        int responseBytes,
        long heartbeatMs,
        long disconnectMs,
        int maxMessageBytes) {
    /** By how much a body or WebSocket message may be longer than a message in it: it is JSON, and may hold several. */
    public static final int BODY_FACTOR = 4;

    private static final int RESPONSE_BYTES = 128 * 1024;
    private static final long HEARTBEAT_MS = 25_000;
    private static final long DISCONNECT_MS = 5_000;

    /**
     * What the protocol recommends.
     *
     * @param origins which sites' pages may come
     * @param libraryUrl where the iframe page finds the client library
     * @param maxMessageBytes longest message from a client
     * @return WebSockets on, no cookie, 128 KiB a response, a heartbeat every 25 s, 5 s without a receiver
     */
    public static SockJsOptions of(OriginPolicy origins, String libraryUrl, int maxMessageBytes) {
        return new SockJsOptions(
                origins, libraryUrl, true, false, RESPONSE_BYTES, HEARTBEAT_MS, DISCONNECT_MS, maxMessageBytes);
    }

    /**
     * The same with or without WebSockets.
     *
     * @param on whether they are offered
     * @return changed options
     */
    public SockJsOptions withWebSocket(boolean on) {
        return new SockJsOptions(
                origins, libraryUrl, on, cookieNeeded, responseBytes, heartbeatMs, disconnectMs, maxMessageBytes);
    }

    /**
     * The same with or without the cookie.
     *
     * @param on whether it is set
     * @return changed options
     */
    public SockJsOptions withCookieNeeded(boolean on) {
        return new SockJsOptions(
                origins, libraryUrl, websocket, on, responseBytes, heartbeatMs, disconnectMs, maxMessageBytes);
    }

    /**
     * The same with shorter or longer streaming responses.
     *
     * @param bytes how much one carries
     * @return changed options
     */
    public SockJsOptions withResponseBytes(int bytes) {
        return new SockJsOptions(
                origins, libraryUrl, websocket, cookieNeeded, bytes, heartbeatMs, disconnectMs, maxMessageBytes);
    }

    int maxBodyBytes() {
        return maxMessageBytes * BODY_FACTOR;
    }
}
