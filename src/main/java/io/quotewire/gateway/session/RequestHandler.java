package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Request;

/** Does what one type of message asks for. Stateless, or confined to the event loop of its sessions. */
interface RequestHandler {
    /**
     * Does it and replies.
     *
     * @param session who asks
     * @param request what
     * @param arguments the request's
     * @throws io.quotewire.gateway.protocol.Refusal to be sent as the reply
     */
    void handle(Session session, Request request, Arguments arguments);
}
