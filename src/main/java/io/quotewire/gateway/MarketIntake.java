package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.SymbolStatuses;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.Firehose;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.Supply;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop hears of the market over the bus, on its way into the book and to the subscribers: the batches of those
 * groups of symbols that somebody there wants, and digests of all. What comes while the loop is busy waits for its next turn, and
 * goes out together: a loop that is behind thereby writes less often, and one that has time loses none ({@link Gathering}). Confined to that
 * loop.
 */
final class MarketIntake {
    private static final long HELLO_PAUSE_MS = 1_000;
    /** A feed that does not answer keeps nobody waiting for long. */
    private static final long FIRST_ANSWER_MS = 1_000;

    /** Longer writes are hardly cheaper by the byte, and a client that reads slowly would be noticed later. */
    private static final int TICKS_A_WRITE = 512;

    /** With more waiting, the loop would never come to an end of them if they went on coming as fast. */
    static final int TICKS_BEHIND = 32 * TICKS_A_WRITE;

    private static final long NO_TIMER = -1;

    private final Context context;
    private final String address;
    private final QuoteBook book;
    private final Fanout fanout;
    private final Firehose firehose;
    private final LongSupplier steadyMs;
    private final GroupIntake groups;
    private final Gathering gathering = new Gathering();
    private final Deque<TickBatch> arrived = new ArrayDeque<>();
    private int arrivedTicks;
    private boolean scheduled;
    private @Nullable Scope scope;
    private long patience = NO_TIMER;
    private long turnsBehind;
    private final Promise<Void> firstAnswer = Promise.promise();
    private long helloMs = Long.MIN_VALUE / 2;

    MarketIntake(
            Context context,
            String address,
            QuoteBook book,
            Fanout fanout,
            Firehose firehose,
            LongSupplier steadyMs,
            long groupLingerMs) {
        this.context = context;
        this.address = address;
        this.book = book;
        this.fanout = fanout;
        this.firehose = firehose;
        this.steadyMs = steadyMs;
        groups = new GroupIntake(context, address, book, this::accept, steadyMs, groupLingerMs);
    }

    /**
     * Hears from now on, and asks for what there is. Succeeds when a feed has answered, if there is any: who comes first is to find
     * the symbols known.
     */
    Future<Void> listen(Scope owned) {
        scope = owned;
        return Future.all(
                        owned.consume(Address.FEED_DIGEST.text(), Bodies.of(TickDigest.class), this::accept),
                        owned.consume(Address.FEED_SYMBOLS.text(), Bodies.of(SymbolStatuses.class), this::accept),
                        owned.consume(Address.FEED_STATUS.text(), Bodies.json(FeedStatus::from), this::accept),
                        owned.consume(address, Bodies.oneOf(QuoteSnapshot.class, SymbolStatuses.class), this::answered))
                .compose(ready -> {
                    sayHello();
                    return awaitFeed();
                });
    }

    /** It answers where answers go; that there is none at all is told at once, and a mute one is not waited for beyond reason. */
    private Future<Void> awaitFeed() {
        JsonObject question = new JsonObject().put("replyTo", address).put("groups", new JsonArray());
        context.owner()
                .eventBus()
                .request(Address.FEED_HELLO.text(), question, new DeliveryOptions().setSendTimeout(FIRST_ANSWER_MS))
                .onComplete(nobody -> firstAnswer.tryComplete());
        return firstAnswer.future();
    }

    /** Has the groups heard that sessions ask for. */
    Supply supply() {
        return groups;
    }

    /** To be called often. */
    void flush() {
        groups.flush();
    }

    /** To be called about every second. */
    void tick(long wallMs) {
        book.checkSilence(wallMs);
        fanout.deliverStatuses(firehose);
        groups.tick();
        if (!book.hasEveryDigest()) {
            sayHello();
        }
    }

    /** Stops listening to groups. */
    Future<Void> close() {
        return groups.close();
    }

    /** How many groups are listened to. */
    int openGroups() {
        return groups.open();
    }

    /** In how many turns since the start more had come than could be sent one by one. */
    long turnsBehind() {
        return turnsBehind;
    }

    private void accept(TickBatch batch) {
        arrived.add(batch);
        arrivedTicks += batch.ticks().size();
        if (!batch.ticks().isEmpty()) {
            gathering.came(batch.ticks().get(batch.ticks().size() - 1).tsMicros());
        }
        schedule();
    }

    private void schedule() {
        if (scheduled || arrived.isEmpty()) {
            return;
        }
        if (gathering.isToWait()) {
            waitForMore();
        } else {
            scheduled = true;
            context.runOnContext(turn -> {
                scheduled = false;
                carryOnAndSchedule();
            });
        }
    }

    private void answered(Object body) {
        if (body instanceof QuoteSnapshot snapshot) {
            accept(snapshot);
        } else if (body instanceof SymbolStatuses statuses) {
            accept(statuses);
        }
        firstAnswer.tryComplete();
    }

    private void accept(SymbolStatuses statuses) {
        // What they say is of the values that came before.
        carryOn();
        book.accept(statuses);
        fanout.deliverStatuses(firehose);
    }

    private void accept(FeedStatus status) {
        book.accept(status);
        fanout.deliverStatuses(firehose);
    }

    private void waitForMore() {
        if (patience == NO_TIMER && scope != null) {
            patience = scope.after(gathering.patienceMs(), () -> {
                patience = NO_TIMER;
                carryOnAndSchedule();
            });
        }
    }

    private void carryOnAndSchedule() {
        try {
            carryOn();
        } finally {
            // What goes wrong with one batch must not stop those behind it.
            schedule();
        }
    }

    private void accept(QuoteSnapshot snapshot) {
        carryOn();
        book.accept(snapshot);
        fanout.deliver(false);
        fanout.deliverStatuses(firehose);
        groups.heard();
    }

    private void accept(TickDigest digest) {
        carryOn();
        book.accept(digest);
        fanout.deliver(false);
    }

    private void carryOn() {
        if (patience != NO_TIMER && scope != null) {
            scope.cancel(patience);
            patience = NO_TIMER;
        }
        boolean any = !arrived.isEmpty();
        long beganNanos = System.nanoTime();
        boolean behind = arrivedTicks > TICKS_BEHIND;
        arrivedTicks = 0;
        int ticks = 0;
        for (TickBatch batch = arrived.poll(); batch != null; batch = arrived.poll()) {
            if (!book.accept(batch)) {
                groups.repair(batch.group());
            }
            ticks += batch.ticks().size();
            // Those who want every value would else get all that is behind in one piece.
            if (ticks >= (behind ? TICKS_BEHIND : TICKS_A_WRITE)) {
                ticks = 0;
                fanout.deliver(behind);
            }
        }
        fanout.deliver(behind);
        turnsBehind += behind ? 1 : 0;
        if (any) {
            gathering.sent(beganNanos, System.nanoTime(), fanout.takeServed(), fanout::lanes);
        }
        groups.heard();
    }

    /** Asks every feed for all it knows; not more often than makes sense. */
    private void sayHello() {
        long nowMs = steadyMs.getAsLong();
        if (nowMs - helloMs >= HELLO_PAUSE_MS) {
            helloMs = nowMs;
            JsonObject hello = new JsonObject().put("replyTo", address).put("statuses", true);
            context.owner().eventBus().publish(Address.FEED_HELLO.text(), hello);
        }
    }
}
