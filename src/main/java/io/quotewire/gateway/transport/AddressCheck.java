package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.http.HttpServerRequest;

/**
 * Keeps blocked addresses out before anything is spent on them. Health stays open to everybody: whoever watches the node may
 * sit behind the same address. Confined to one event loop.
 */
public final class AddressCheck {
    private final TransportServices services;
    private final TransportRecords records;

    /**
     * A check.
     *
     * @param services what the transports share
     */
    public AddressCheck(TransportServices services) {
        this.services = services;
        records = new TransportRecords(services);
    }

    /**
     * Answers a request of a blocked address with 403, and ends its connection.
     *
     * @param request its head is complete
     * @return whether it may go on
     */
    public boolean passes(HttpServerRequest request) {
        if (services.standing().blocks().isEmpty()) {
            return true;
        }
        String ip = ClientAddress.of(request);
        long remainingMs = ip == null ? 0 : services.standing().blocks().remainingMs(ip);
        if (ip == null || remainingMs == 0 || isHealth(request.path())) {
            return true;
        }
        records.blocked(ip);
        request.response()
                .putHeader("Connection", "close")
                .putHeader("Retry-After", Long.toString((remainingMs + 999) / 1000))
                .endHandler(answered -> request.connection().close());
        HttpAnswers.refuse(request.response(), Refusal.of(ErrorCode.FORBIDDEN, "this address is blocked"));
        return false;
    }

    /**
     * A connection was refused because none of our proxies has opened it.
     *
     * @param ip by which address it was opened
     */
    public void forged(String ip) {
        records.proxyRefused(ip);
    }

    static boolean isHealth(String path) {
        return path.startsWith("/health") || path.equals("/ws/health");
    }
}
