package io.quotewire.kit.http;

import io.vertx.core.http.HttpServerRequest;

/** Where a request comes from, once {@link TrustedProxies} have been asked. Stateless. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * The client's address, and not that of a proxy in front of us.
     *
     * @param request one that {@link TrustedProxies#settle} has seen
     * @return the address, as sockets write it
     */
    public static String of(HttpServerRequest request) {
        String forwarded = request.getHeader(TrustedProxies.FORWARDED_FOR);
        return forwarded == null ? request.remoteAddress().hostAddress() : forwarded;
    }
}
