package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.Future;

/** What is mounted on a SockJS server: lets clients in or not. Confined to the event loop whose server it is mounted on. */
public interface SockJsService {
    /**
     * A client wants to open a session; nothing was answered yet.
     *
     * @param opening what is known of it
     * @return on the same event loop: who takes it from here, or a {@link SockJsRefusal} as the failure
     */
    Future<SockJsGuest> admit(SockJsOpening opening);

    /**
     * A page of another site was refused.
     *
     * @param ip from which address it asked
     */
    default void originRefused(String ip) {}

    /**
     * A WebSocket handshake was refused for what it is.
     *
     * @param ip from which address it came
     */
    default void handshakeRefused(String ip) {}
}
