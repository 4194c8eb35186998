package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Tickets;
import io.quotewire.gateway.limit.TokenBucket;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code POST /api/tickets}: a ticket for one handshake, for those who cannot show their credential there. A user gets them
 * no faster than a connection may send messages, so that the cluster does not fill with them. Confined to one event loop.
 */
final class TicketApi {
    private static final int MAX_USERS = 10_000;
    private final TransportServices services;
    private final HttpAuthentication authentication;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_USERS;
        }
    };

    TicketApi(TransportServices services, HttpAuthentication authentication) {
        this.services = services;
        this.authentication = authentication;
    }

    void mount(Router router) {
        router.post("/api/tickets").handler(context -> authentication.require(context, user -> issue(context, user)));
    }

    private void issue(RoutingContext context, Principal principal) {
        long waitMs = waitMs("" + principal.userId());
        if (waitMs > 0) {
            authentication.limited(context, principal);
            HttpAnswers.refuse(
                    context.response(), Refusal.rateLimited("more tickets than a user may have in a moment", waitMs));
            return;
        }
        services.tickets()
                .issue(principal)
                .onSuccess(ticket -> answer(context, ticket))
                .onFailure(failure -> HttpAuthentication.refuse(context, failure));
    }

    private static void answer(RoutingContext context, Tickets.Issued ticket) {
        context.response().putHeader("Cache-Control", "no-store");
        HttpAnswers.json(
                context.response(),
                201,
                new JsonObject()
                        .put("ticket", ticket.text())
                        .put("ttlSeconds", Tickets.TTL_SECONDS)
                        .put("expiresAt", Instant.ofEpochMilli(ticket.untilMs()).toString()));
    }

    /** How long this user must wait, milliseconds. */
    private long waitMs(String user) {
        long nowMs = System.nanoTime() / 1_000_000;
        return buckets.computeIfAbsent(
                        user,
                        first -> new TokenBucket(
                                services.limits().messagesPerSecond(),
                                services.limits().burst(),
                                nowMs))
                .take(nowMs);
    }
}
