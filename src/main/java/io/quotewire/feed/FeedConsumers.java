package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickGroup;
import io.quotewire.bus.VerticleKind;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what others ask the feed over the bus. Confined to the event loop of its verticle. */
final class FeedConsumers {
    private final boolean clustered;
    private final EventBus bus;
    private final String node;
    private final Quotes quotes;
    private final List<Ingester> ingesters;
    private final FeedMirror mirror;
    private final SymbolStatusPublisher statuses;

    FeedConsumers(
            Vertx vertx,
            String node,
            Quotes quotes,
            List<Ingester> ingesters,
            FeedMirror mirror,
            SymbolStatusPublisher statuses) {
        clustered = vertx.isClustered();
        bus = vertx.eventBus();
        this.node = node;
        this.quotes = quotes;
        this.ingesters = ingesters;
        this.mirror = mirror;
        this.statuses = statuses;
    }

    /** Registers everything; succeeds when the cluster knows. */
    Future<Void> register(Scope scope) {
        // Where nobody listens, Vert.x asks the cluster anew for each message: without these, a batch that nobody wants
        // would cost more than one that somebody does.
        if (clustered) {
            scope.consumeLocally(Address.FEED_TICKS.text(), ignored -> {});
            for (int group = 0; group < TickGroup.COUNT; group++) {
                scope.consumeLocally(Address.ticks(group), ignored -> {});
            }
        }
        return Future.join(
                        scope.consume(Address.FEED_HELLO.text(), Bodies.json(Hello::from), this::hello),
                        scope.<Object>consume(Address.QUOTES_SNAPSHOT.text(), this::snapshot),
                        scope.<Object>consume(Address.verticleStatus(VerticleKind.FEED, node), this::status))
                .mapEmpty();
    }

    /** Somebody asks for all that is known of some groups of symbols; of all of them where they are null. */
    private record Hello(String replyTo, @Nullable Set<Object> groups, boolean statuses) {
        private static Hello from(JsonObject body) {
            if (!(body.getValue("replyTo") instanceof String replyTo) || replyTo.isEmpty()) {
                throw new MalformedMessageException("replyTo", "is required, a string");
            }
            Object named = body.getValue("groups");
            boolean statuses = Boolean.TRUE.equals(body.getValue("statuses"));
            if (named == null) {
                return new Hello(replyTo, null, statuses);
            }
            if (!(named instanceof JsonArray groups) || !groups.stream().allMatch(Integer.class::isInstance)) {
                throw new MalformedMessageException("groups", "must be a list of integers");
            }
            return new Hello(replyTo, groups.stream().collect(Collectors.toSet()), statuses);
        }
    }

    private void hello(Hello hello) {
        for (Ingester ingester : ingesters) {
            QuoteSnapshot snapshot = ingester.snapshot(hello.groups());
            if (snapshot != null) {
                bus.send(hello.replyTo(), snapshot);
            }
        }
        if (hello.statuses()) {
            statuses.sendAll(hello.replyTo());
        }
    }

    private void snapshot(Message<Object> message) {
        Object body = message.body() == null ? new JsonObject() : message.body();
        if (!(body instanceof JsonObject json)) {
            refuse(message, FailureCode.BAD_MESSAGE, "the body must be an object");
            return;
        }
        Object asked = json.getValue("symbols");
        if (asked != null && !isTexts(asked)) {
            refuse(message, FailureCode.BAD_MESSAGE, "symbols: must be a list of strings");
            return;
        }
        List<String> symbols = texts(asked);
        Map<String, Tick> newest = newest();
        for (String symbol : symbols) {
            if (!quotes.knows(symbol) && !newest.containsKey(symbol)) {
                refuse(message, FailureCode.UNKNOWN_SYMBOL, "no feed of this node knows " + shortened(symbol));
                return;
            }
        }
        JsonObject found = new JsonObject();
        for (String symbol : asked == null ? newest.keySet() : symbols) {
            Tick tick = newest.get(symbol);
            if (tick != null) {
                found.put(symbol, tick.toJson().put("seq", tick.seq()));
            }
        }
        if (found.isEmpty() && (asked == null || !symbols.isEmpty())) {
            refuse(message, FailureCode.FEED_UNAVAILABLE, "no price has come yet");
            return;
        }
        message.reply(new JsonObject().put("quotes", found));
    }

    private void status(Message<Object> message) {
        JsonObject checks = new JsonObject();
        JsonObject figures = new JsonObject();
        boolean healthy = true;
        long batches = 0;
        for (Ingester ingester : ingesters) {
            for (Feed feed : ingester.feeds()) {
                checks.put(feed.name(), feed.check());
                figures.put(feed.name(), feed.figures());
                healthy &= feed.isFine();
            }
            Tenure tenure = ingester.tenure();
            batches += tenure == null ? 0 : tenure.batches();
        }
        message.reply(new JsonObject()
                .put("kind", VerticleKind.FEED.text())
                .put("node", node)
                .put("healthy", healthy)
                .put("checks", checks)
                .put(
                        "figures",
                        new JsonObject()
                                .put("feeds", figures)
                                .put("symbols", quotes.size())
                                .put("batches", batches))
                .put("addresses", new JsonObject()));
    }

    /** Of what runs here, and of what others run. */
    private Map<String, Tick> newest() {
        Map<String, Tick> newest = mirror.newest();
        for (Ingester ingester : ingesters) {
            Tenure tenure = ingester.tenure();
            if (tenure != null) {
                newest.putAll(tenure.newest());
            }
        }
        return newest;
    }

    private static void refuse(Message<Object> message, FailureCode code, String text) {
        message.fail(code.number(), text);
    }

    private static boolean isTexts(Object value) {
        return value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance);
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof JsonArray array
                ? array.stream().map(String.class::cast).toList()
                : List.of();
    }

    private static String shortened(String text) {
        return text.length() <= 41 ? text : text.substring(0, 41) + "…";
    }
}
