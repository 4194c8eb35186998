package io.quotewire.gateway.session;

import io.quotewire.bus.ConnectionView;
import io.quotewire.bus.FeedStatus;
import io.quotewire.gateway.protocol.Welcome;
import io.quotewire.gateway.subscription.Ledger;
import io.quotewire.gateway.subscription.PriceLane;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What the server tells a connection of itself: at its beginning, and when it asks with {@code get_status}. */
final class SessionStatus {
    private SessionStatus() {}

    static Welcome welcome(Session session, SessionServices services) {
        return new Welcome(
                session.opening().connectionId(),
                services.node(),
                services.limits().heartbeatSeconds() * 1000L,
                session.principal().userId(),
                session.principal().role().name(),
                false);
    }

    /** What an administrator sees of it. */
    static ConnectionView view(Session session, SessionServices services) {
        long ageMs = services.clock().steadyMs().getAsLong() - session.openedMs();
        long sinceMs = services.clock().wallMs().getAsLong() - ageMs;
        return new ConnectionView(
                session.opening().connectionId(),
                services.node(),
                session.opening().endpoint().type(),
                session.principal().userId(),
                session.principal().role(),
                session.opening().ip(),
                Instant.ofEpochMilli(sinceMs).toString(),
                session.subscriptions().size(),
                session.messagesReceived(),
                session.messagesSent(),
                session.queuedBytes());
    }

    /** What a copy of it holds. */
    static ConnectionState state(Session session) {
        Clock clock = session.services().clock();
        long wallMs = clock.wallMs().getAsLong() - clock.steadyMs().getAsLong();
        return new ConnectionState(
                session.opening().connectionId(),
                session.principal().userId(),
                session.principal().role(),
                wallMs + session.openedMs(),
                wallMs + session.heardMs(),
                session.messagesReceived(),
                session.subscriptions().names());
    }

    static JsonObject of(Session session, SessionServices services, QuoteQueries queries) {
        JsonObject limits = new JsonObject()
                .put("symbols", services.policy().maxSymbols(session.principal().role()))
                .put("subscriptionsPerConnection", services.limits().subscriptionsPerConnection())
                .put("messagesPerSecond", services.limits().messagesPerSecond())
                .put("burst", services.limits().burst())
                .put("maxMessageBytes", services.limits().maxMessageBytes());
        JsonObject messages =
                new JsonObject().put("received", session.messagesReceived()).put("sent", session.messagesSent());
        JsonObject status = new JsonObject()
                .put("connectionId", session.opening().connectionId())
                .put("node", services.node())
                .put("endpoint", session.opening().endpoint().text());
        if (session.principal().userId() != null) {
            status.put("user", session.principal().userId());
        }
        return status.put("role", session.principal().role().name())
                .put("subscriptions", new JsonArray(session.subscriptions().names()))
                .put("limits", limits)
                .put("messages", messages)
                .put("lanes", lanes(session, services))
                .put("feeds", feeds(services));
    }

    /** What became of the values that it was to get, by the way they come. */
    private static JsonObject lanes(Session session, SessionServices services) {
        JsonObject lanes = new JsonObject();
        PriceLane prices = session.subscriptions().prices();
        if (prices != null) {
            lanes.put("prices", ledger(prices.ledger()).put("waiting", prices.waiting()));
        }
        Ledger all = services.firehose().ledger(session);
        return all == null ? lanes : lanes.put("all", ledger(all));
    }

    private static JsonObject ledger(Ledger ledger) {
        return new JsonObject()
                .put("published", ledger.published())
                .put("delivered", ledger.delivered())
                .put("merged", ledger.merged())
                .put("dropped", ledger.dropped());
    }

    private static JsonArray feeds(SessionServices services) {
        JsonArray feeds = new JsonArray();
        for (FeedStatus feed : services.book().feeds()) {
            feeds.add(new JsonObject()
                    .put("feed", feed.feed())
                    .put("source", feed.source())
                    .put("simulated", feed.simulated())
                    .put("state", feed.state().name())
                    .put("reason", feed.reason())
                    .put("sinceMs", feed.sinceMs()));
        }
        return feeds;
    }
}
