package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.HandoverGrant;
import io.quotewire.bus.HandoverOffer;
import io.quotewire.bus.HandoverReady;
import io.quotewire.feed.lease.Lease.Candidate;
import io.quotewire.feed.lease.LeaseKeeper;
import io.quotewire.feed.lease.LeaseStore;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of one verticle's ingesters, and how a verticle that stops gives them to others without a gap: it asks who can go on;
 * whoever can connects first, and keeps what the exchange says; then the one publishes its last, passes the lease on, and the other
 * publishes what comes after. Confined to the event loop of its verticle.
 */
final class FeedLeases {
    /** How long a stopping verticle waits for anybody to answer at all. */
    private static final long ANSWER_MS = 500;

    /** How long it waits for somebody who has answered to be connected. */
    private static final long CONNECTED_MS = 6_000;

    /** Who has warmed up and is not given the lease cools down again. */
    private static final long WARM_MS = 8_000;

    private static final long WARM_CHECK_MS = 20;

    /** After so long it has to do that some sources are connected: whoever stops does not wait for ever. */
    private static final long PART_MS = 4_000;

    /** A start does not wait longer to know who runs what. */
    private static final long DECISION_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(FeedLeases.class);

    private record Entry(LeaseKeeper keeper, Ingester ingester) {}

    /** Somebody is asked to go on. */
    private record Asked(Promise<Void> answered, Promise<Candidate> connected) {}

    private final Vertx vertx;
    private final Scope scope;
    private final Candidate self;
    private final LongSupplier wallMicros;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private boolean closing;

    FeedLeases(Vertx vertx, Scope scope, Candidate self, LongSupplier wallMicros) {
        this.vertx = vertx;
        this.scope = scope;
        this.self = self;
        this.wallMicros = wallMicros;
    }

    /** Contends for everything; succeeds when it is known who runs what. */
    Future<Void> start(LeaseStore store, List<Ingester> ingesters) {
        List<Future<?>> decided = new ArrayList<>();
        for (Ingester ingester : ingesters) {
            LeaseKeeper keeper = new LeaseKeeper(
                    ingester.name(), self, store, () -> System.nanoTime() / 1_000_000, wallMicros, ingester);
            ingester.onlyWhile(keeper::isSure);
            entries.put(ingester.name(), new Entry(keeper, ingester));
            decided.add(keeper.decided());
        }
        scope.every(LeaseKeeper.TICK_MS, this::tick);
        return Future.join(
                        scope.consume(Address.FEED_HANDOVER.text(), Bodies.json(HandoverOffer::from), this::offered),
                        scope.consume(Address.feedDesk(self.id()), Bodies.json(FeedLeases::deskMessage), this::told))
                .compose(registered -> {
                    tick();
                    return known(decided);
                });
    }

    /** Somebody publishes under a name. */
    void heard(String publisher, long fence) {
        Entry entry = entries.get(publisher);
        if (entry != null) {
            entry.keeper().heard(fence);
        }
    }

    /** Gives away what it holds, if anybody takes it, and is no candidate any more. */
    Future<Void> close() {
        closing = true;
        List<Future<?>> ending = new ArrayList<>();
        entries.values()
                .forEach(entry ->
                        ending.add((entry.keeper().isHolding() ? handOver(entry) : Future.<Void>succeededFuture())
                                .eventually(() -> entry.keeper().close())));
        return Future.join(ending).<Void>mapEmpty().otherwiseEmpty();
    }

    private void tick() {
        entries.values().forEach(entry -> entry.keeper().tick());
    }

    private Future<Void> known(List<Future<?>> decided) {
        Promise<Void> patience = Promise.promise();
        long timer = scope.after(DECISION_MS, () -> {
            LOG.atWarn().addKeyValue("afterMs", DECISION_MS).log("it is not known who runs the feeds, going on");
            patience.tryComplete();
        });
        Future.join(decided).onComplete(all -> {
            scope.cancel(timer);
            patience.tryComplete();
        });
        return patience.future();
    }

    private Future<Void> handOver(Entry entry) {
        String name = entry.keeper().name();
        Asked question = new Asked(Promise.promise(), Promise.promise());
        asked.put(name, question);
        long answer = scope.after(ANSWER_MS, () -> question.answered().tryFail("nobody stands by"));
        long connect = scope.after(CONNECTED_MS, () -> question.connected().tryFail("nobody was connected in time"));
        vertx.eventBus()
                .publish(Address.FEED_HANDOVER.text(), new HandoverOffer(name, Address.feedDesk(self.id())).toJson());
        return question.answered()
                .future()
                .compose(somebody -> question.connected().future())
                .compose(successor -> {
                    // What it publishes ends here; the other goes on from these positions.
                    JsonObject positions = entry.ingester().finish();
                    return entry.keeper()
                            .pass(successor)
                            .onSuccess(fence -> grant(successor, new HandoverGrant(name, fence, positions)));
                })
                .onFailure(cause ->
                        LOG.atInfo().addKeyValue("feed", name).log("feed is not handed over: " + cause.getMessage()))
                .onComplete(done -> {
                    scope.cancel(answer);
                    scope.cancel(connect);
                })
                .mapEmpty();
    }

    private void grant(Candidate successor, HandoverGrant grant) {
        LOG.atInfo()
                .addKeyValue("feed", grant.feed())
                .addKeyValue("to", successor.node())
                .log("feed is handed over");
        vertx.eventBus().send(Address.feedDesk(successor.id()), grant.toJson());
    }

    private void offered(HandoverOffer offer) {
        Entry entry = entries.get(offer.feed());
        if (entry == null || closing || entry.keeper().isHolding()) {
            return;
        }
        answer(offer, false);
        entry.ingester().warmUp();
        long[] timers = new long[2];
        long[] waitedMs = new long[1];
        timers[0] = scope.every(WARM_CHECK_MS, () -> {
            waitedMs[0] += WARM_CHECK_MS;
            if (entry.ingester().isWarm()
                    || (waitedMs[0] >= PART_MS && entry.ingester().isWarmInPart())) {
                scope.cancel(timers[0]);
                answer(offer, true);
            }
        });
        timers[1] = scope.after(WARM_MS, () -> {
            scope.cancel(timers[0]);
            if (!entry.keeper().isHolding()) {
                entry.ingester().standBy("another node runs it");
            }
        });
    }

    private void answer(HandoverOffer offer, boolean isConnected) {
        HandoverReady ready = new HandoverReady(offer.feed(), self.member(), self.id(), self.node(), isConnected);
        vertx.eventBus().send(offer.replyTo(), ready.toJson());
    }

    private static Record deskMessage(JsonObject json) {
        return json.containsKey("fence") ? HandoverGrant.from(json) : HandoverReady.from(json);
    }

    private void told(Record message) {
        if (message instanceof HandoverGrant grant) {
            granted(grant);
        } else if (message instanceof HandoverReady ready) {
            answered(ready);
        }
    }

    private void answered(HandoverReady ready) {
        Asked question = asked.get(ready.feed());
        if (question != null) {
            question.answered().tryComplete();
            if (ready.connected()) {
                question.connected().tryComplete(new Candidate(ready.member(), ready.publisher(), ready.node()));
            }
        }
    }

    private void granted(HandoverGrant grant) {
        Entry entry = entries.get(grant.feed());
        if (entry != null && !closing) {
            entry.keeper().accept(grant.fence());
            entry.ingester().goOn(grant.positions());
        }
    }
}
