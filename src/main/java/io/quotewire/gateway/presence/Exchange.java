package io.quotewire.gateway.presence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the node's {@link Book} and those of the other nodes the same, over the bus: tells what has changed a moment after it
 * did, and every second how far it has come. Confined to one context.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final long GATHER_MS = 20;
    private static final long TICK_MS = 500;
    private static final int TICKS_A_DIGEST = 2;
    private static final long ASK_MS = 2_000;
    private static final long SETTLE_MS = 2_000;

    private final Vertx vertx;
    private final Scope scope;
    private final Membership membership;
    private final Book book;
    private final Counter repairs;
    private final Promise<Void> settled = Promise.promise();
    private long ticks;
    private long repairsTold;
    private boolean newsDue;
    private boolean closed;

    /**
     * The cluster as this node sees it.
     *
     * @param node this node's id
     * @param member its id in the cluster; empty without one
     * @param all the ids of all members; empty without a cluster
     */
    record Membership(String node, String member, Supplier<Set<String>> all) {}

    /**
     * An exchange that tells nobody anything yet.
     *
     * @param vertx whose bus
     * @param membership the cluster
     * @param registry takes the counters
     * @param moved told of all who come and go
     */
    Exchange(Vertx vertx, Membership membership, MeterRegistry registry, Consumer<Movement> moved) {
        this.vertx = vertx;
        this.membership = membership;
        scope = new Scope(vertx);
        repairs = Counter.builder("presence.repairs")
                .description("How often all members of another node were asked for")
                .register(registry);
        book = new Book(membership.node(), System.currentTimeMillis(), new Book.Errands() {
            @Override
            public void ask(String node, PresenceStateQuery query) {
                request(node, query);
            }

            @Override
            public void moved(Movement movement) {
                moved.accept(movement);
            }
        });
    }

    /** Succeeds when the cluster can tell it of others. */
    Future<Void> start() {
        return Future.all(
                        scope.consume(
                                Address.PRESENCE_CHANGED.text(),
                                Bodies.json(PresenceChanges::from),
                                told -> book.changed(told, nowMs())),
                        scope.consume(Address.PRESENCE_ALIVE.text(), Bodies.json(PresenceDigest::from), this::told),
                        scope.<Object>consume(Address.presenceState(membership.node()), this::answer))
                .onSuccess(heard -> {
                    tell(PresenceDigest.Kind.HELLO);
                    scope.every(TICK_MS, this::tick);
                    scope.after(SETTLE_MS, settled::tryComplete);
                    settle();
                })
                .mapEmpty();
    }

    /** Tells the others that this node goes, with everybody in it. */
    Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        settled.tryComplete();
        tell(PresenceDigest.Kind.LEAVING);
        return scope.close();
    }

    /** Succeeds when it is known who is with the nodes that were there before, or when that takes too long. */
    Future<Void> settled() {
        return settled.future();
    }

    Book book() {
        return book;
    }

    void came(Member member) {
        book.came(member);
        newsAreDue();
    }

    void went(Member member) {
        book.went(member);
        newsAreDue();
    }

    /** What comes and goes within a moment is told together. */
    private void newsAreDue() {
        if (!newsDue && !closed) {
            newsDue = true;
            scope.after(GATHER_MS, () -> {
                newsDue = false;
                tellNews();
            });
        }
    }

    private void tellNews() {
        for (PresenceChanges changes : book.news()) {
            vertx.eventBus().publish(Address.PRESENCE_CHANGED.text(), changes.toJson());
        }
    }

    private void tell(PresenceDigest.Kind kind) {
        tellNews();
        PresenceDigest digest = book.digest(kind, membership.member());
        vertx.eventBus().publish(Address.PRESENCE_ALIVE.text(), digest.toJson());
    }

    private void tick() {
        ticks++;
        if (ticks % TICKS_A_DIGEST == 0) {
            tell(PresenceDigest.Kind.ALIVE);
        }
        book.tick(membership.all().get(), nowMs());
        settle();
        repairs.increment((double) book.repairs() - repairsTold);
        repairsTold = book.repairs();
    }

    private void settle() {
        if (settled.future().isComplete()) {
            return;
        }
        Set<String> unknown = new HashSet<>(membership.all().get());
        unknown.remove(membership.member());
        unknown.removeAll(book.known());
        if (unknown.isEmpty()) {
            settled.tryComplete();
        }
    }

    private void told(PresenceDigest digest) {
        book.told(digest, nowMs());
        if (digest.kind() == PresenceDigest.Kind.HELLO && !digest.node().equals(membership.node())) {
            tell(PresenceDigest.Kind.ALIVE);
        }
        settle();
    }

    /** Whoever asks for what cannot be read gets no answer, and asks again in other words or not at all. */
    private void answer(Message<Object> message) {
        PresenceStateQuery query;
        try {
            query = PresenceStateQuery.from(Bodies.object(message.body()));
        } catch (MalformedMessageException malformed) {
            LOG.atWarn()
                    .addKeyValue("address", message.address())
                    .addKeyValue("problem", malformed.getMessage())
                    .log("presence not understood");
            return;
        }
        tellNews();
        message.reply(book.answer(query).toJson());
    }

    private void request(String node, PresenceStateQuery query) {
        // An answer that is lost is asked for again when the book thinks so.
        vertx.eventBus()
                .<JsonObject>request(
                        Address.presenceState(node), query.toJson(), new DeliveryOptions().setSendTimeout(ASK_MS))
                .map(reply -> PresencePage.from(reply.body()))
                .onSuccess(page -> {
                    if (!closed) {
                        book.page(page, nowMs());
                        settle();
                    }
                });
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
