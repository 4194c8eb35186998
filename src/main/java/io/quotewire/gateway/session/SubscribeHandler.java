package io.quotewire.gateway.session;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Rights;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.subscription.Mode;
import io.quotewire.gateway.subscription.QuoteSubscription;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code subscribe}: one confirmation with what was granted, one refusal for each that was not, then the snapshots. What
 * is refused undoes nothing that was granted.
 */
final class SubscribeHandler implements RequestHandler {
    private static final double MIN_RATE = 0.1;
    private static final double MAX_RATE = 100;

    private record Wish(Mode mode, double maxRate) {}

    private record Refused(String channel, @Nullable String symbol, Refusal refusal) {}

    private final SessionServices services;

    SubscribeHandler(SessionServices services) {
        this.services = services;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        Set<String> channels = requested(arguments);
        Double maxRate = arguments.numberOrNull("maxRate", MIN_RATE, MAX_RATE);
        Mode mode = arguments.choice("mode", List.of("latest", "all"), "latest").equals("all") ? Mode.ALL : Mode.LATEST;
        arguments.flag("batch");
        arguments.objectOrNull("since");
        subscribe(session, request.id(), channels, new Wish(mode, maxRate == null ? 0 : maxRate));
    }

    /** What an endpoint of one symbol brings: the snapshot first, no confirmation that nobody asked for. */
    void subscribeByItself(Session session, String symbol) {
        try {
            QuoteTopic topic = grant(session, symbol, new Wish(Mode.LATEST, 0));
            sendSnapshot(session, topic);
        } catch (Refusal refusal) {
            session.refuse(null, refusal);
        }
    }

    /** The channels that are asked for by {@code symbols} and {@code channels}. */
    static Set<String> requested(Arguments arguments) {
        Set<String> symbols = arguments.textsOrNull("symbols");
        Set<String> channels = arguments.textsOrNull("channels");
        if (symbols == null && channels == null) {
            throw Refusal.badField("symbols", "is required, a list of strings, or channels");
        }
        Set<String> all = new LinkedHashSet<>();
        if (symbols != null) {
            symbols.forEach(symbol -> all.add(ChannelName.prices(symbol).text()));
        }
        if (channels != null) {
            all.addAll(channels);
        }
        return all;
    }

    /** Takes away what the role does not allow any more. */
    void narrow(Session session) {
        int allowed = Rights.maxSymbols(session.principal().role());
        List<String> ended = new ArrayList<>();
        int kept = 0;
        for (Map.Entry<String, QuoteSubscription> entry :
                List.copyOf(session.subscriptions().entrySet())) {
            if (++kept > allowed) {
                ended.add(entry.getKey());
                session.subscriptions().remove(entry.getKey());
                services.fanout().unsubscribe(entry.getValue());
            }
        }
        if (!ended.isEmpty()) {
            session.send(services.messages()
                    .notice(
                            "unsubscribed",
                            new JsonObject()
                                    .put("channels", new JsonArray(ended))
                                    .put("reason", "role change")));
        }
    }

    private void subscribe(Session session, @Nullable Object id, Set<String> channels, Wish wish) {
        List<QuoteTopic> granted = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (String channel : channels) {
            String symbol = null;
            try {
                ChannelName name = ChannelName.parse(channel);
                symbol = name.symbol();
                if (symbol == null) {
                    throw unavailable(session.principal(), name);
                }
                granted.add(grant(session, symbol, wish));
            } catch (Refusal refusal) {
                refused.add(new Refused(channel, symbol, refusal));
            }
        }
        session.send(services.messages().reply("subscription_confirmed", id, confirmation(granted)));
        for (Refused no : refused) {
            JsonObject data = new JsonObject().put("channel", no.channel());
            if (no.symbol() != null) {
                data.put("symbol", no.symbol());
            }
            data.mergeIn(no.refusal().toJson());
            services.counters().refused(no.refusal().code());
            session.send(services.messages().reply("subscription_failed", id, data));
        }
        granted.forEach(topic -> sendSnapshot(session, topic));
    }

    private QuoteTopic grant(Session session, String symbol, Wish wish) {
        QuoteTopic topic = services.book().topic(symbol);
        if (topic == null) {
            throw Refusal.of(ErrorCode.UNKNOWN_SYMBOL, "there is no such symbol");
        }
        String channel = ChannelName.prices(symbol).text();
        QuoteSubscription subscription = session.subscriptions().get(channel);
        if (subscription == null) {
            checkLimits(session);
            subscription = services.fanout().subscribe(session, topic);
            session.subscriptions().put(channel, subscription);
        }
        subscription.configure(wish.mode(), wish.maxRate());
        return topic;
    }

    private void checkLimits(Session session) {
        int count = session.subscriptions().size();
        int byRole = Rights.maxSymbols(session.principal().role());
        if (count >= byRole) {
            throw Refusal.of(
                    ErrorCode.SUBSCRIPTION_LIMIT,
                    "a role of " + session.principal().role() + " may have " + byRole + " symbols");
        }
        int perConnection = services.limits().subscriptionsPerConnection();
        if (perConnection > 0 && count >= perConnection) {
            throw Refusal.of(ErrorCode.SUBSCRIPTION_LIMIT, "a connection may have " + perConnection + " subscriptions");
        }
    }

    private void sendSnapshot(Session session, QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest != null) {
            session.deliver(services.messages().update(newest, true));
        }
    }

    private static JsonObject confirmation(List<QuoteTopic> granted) {
        JsonArray channels = new JsonArray();
        for (QuoteTopic topic : granted) {
            Tick newest = topic.newest();
            channels.add(new JsonObject()
                    .put("channel", ChannelName.prices(topic.symbol()).text())
                    .put("epoch", topic.epochText())
                    .put("seq", newest == null ? 0 : newest.seq())
                    .put("recovered", false));
        }
        return new JsonObject().put("channels", channels);
    }

    /** Channels other than prices: who may not have them is told so first. */
    private static Refusal unavailable(Principal principal, ChannelName name) {
        if (name.namespace().equals(ChannelName.PRICES)) {
            return Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "prices needs a symbol, as in prices:BTC-USD");
        }
        boolean open = name.namespace().equals("system") || name.namespace().equals("watchlist");
        if (principal.isAnonymous() && !open) {
            return Refusal.of(ErrorCode.UNAUTHORIZED, "this channel needs a user");
        }
        boolean own = name.key() == null || name.key().equals(principal.userId());
        boolean owned = List.of("portfolio", "trades", "user").contains(name.namespace());
        if (owned && !own) {
            return Refusal.of(ErrorCode.FORBIDDEN, "this channel is another user's");
        }
        return Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "this channel is not served by this release");
    }
}
