package io.quotewire.gateway.session;

import io.quotewire.bus.RpcRequest;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.remote.ServiceCalls;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * {@code call}: a request to a service on the bus. Nothing waits for the answer: what the client asks for next is answered
 * meanwhile, and answers come as services give them. Confined to the event loop of its sessions.
 */
final class CallHandler implements RequestHandler {
    private static final int MAX_OPEN = 10;
    private static final long RETRY_MS = 1_000;
    private final ServiceCalls calls;
    private final Map<Session, Integer> open = new HashMap<>();

    CallHandler(ServiceCalls calls) {
        this.calls = calls;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        String service = arguments.require(Argument.SERVICE);
        JsonObject body = arguments.get(Argument.BODY);
        if (open.getOrDefault(session, 0) >= MAX_OPEN) {
            throw Refusal.rateLimited("at most " + MAX_OPEN + " calls of a connection are open at a time", RETRY_MS);
        }
        open.merge(session, 1, Integer::sum);
        Principal who = session.principal();
        RpcRequest question = new RpcRequest(
                Objects.requireNonNull(who.userId()), who.role(), body == null ? new JsonObject() : body);
        calls.call(service, question)
                .onComplete(done -> open.merge(session, -1, (count, minus) -> count == 1 ? null : count + minus))
                .onSuccess(answer -> session.reply(request, "result", answer))
                .onFailure(failure -> session.refuse(request.id(), (Refusal) failure));
    }
}
