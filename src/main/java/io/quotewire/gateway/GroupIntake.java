package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickTurn;
import io.quotewire.gateway.subscription.MarketGroup;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.Supply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the groups of symbols that somebody on one event loop wants, and to no others.
 *
 * <p>A registration costs the whole cluster a moment, so they are few and linger: one for each group, given up when nobody has
 * wanted it for a while. While all are wanted, one for the whole market takes their place: a turn of a feed is one message then.
 * For a moment both are there, and what comes twice counts once. Once the cluster knows of it, the feeds are asked what there is; each answers with a batch without
 * ticks, which shows that its batches come, and with a snapshot. A group is live when nothing is missing of any feed that is
 * there, or when that takes too long. Confined to that loop.
 */
final class GroupIntake implements Supply {
    private static final Logger LOG = LoggerFactory.getLogger(GroupIntake.class);

    /** A client waits no longer than this for a feed that does not answer. */
    private static final long PATIENCE_MS = 1_000;

    /** The cluster knows of a registration a little sooner than each of its nodes does. */
    private static final long ASK_AGAIN_MS = 40;

    /** For so long, the whole and its groups are listened to together: not every node knows at once. */
    private static final long OVERLAP_MS = 1_000;

    /** Time between two questions about a group that is live. */
    private static final long REPAIR_PAUSE_MS = 1_000;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private static final class Hearing {
        private final MarketGroup group;
        private final List<Wait> waiting = new ArrayList<>();
        private final Listening<TickBatch> own;
        private long openedMs = NEVER;
        private long askedMs = NEVER;
        private long wantedMs;

        private Hearing(MarketGroup group, Listening<TickBatch> own) {
            this.group = group;
            this.own = own;
        }

        private boolean isOpening() {
            return !group.isClosed() && !group.isLive();
        }
    }

    /** Somebody who waits for some groups. */
    private static final class Wait {
        private final Runnable task;
        private int groups;

        private Wait(Runnable task) {
            this.task = task;
        }
    }

    private final Context context;
    private final String address;
    private final QuoteBook book;
    private final LongSupplier steadyMs;
    private final long lingerMs;
    private final List<Hearing> hearings;
    private final Listening<TickTurn> whole;
    private final BitSet asking = new BitSet();
    private int opening;

    GroupIntake(
            Context context,
            String address,
            QuoteBook book,
            Consumer<TickBatch> batches,
            LongSupplier steadyMs,
            long lingerMs) {
        this.context = context;
        this.address = address;
        this.book = book;
        this.steadyMs = steadyMs;
        this.lingerMs = lingerMs;
        hearings = book.groups().stream()
                .map(group -> new Hearing(
                        group,
                        new Listening<>(context, Address.ticks(group.number()), TickBatch.class, batches, steadyMs)))
                .toList();
        whole = new Listening<>(
                context,
                Address.FEED_TICKS.text(),
                TickTurn.class,
                turn -> turn.batches().forEach(batches),
                steadyMs);
    }

    @Override
    public void whenLive(Collection<MarketGroup> groups, Runnable task) {
        Wait wait = new Wait(task);
        for (MarketGroup group : groups) {
            Hearing hearing = hearings.get(group.number());
            hearing.wantedMs = steadyMs.getAsLong();
            if (group.isClosed()) {
                open(hearing);
            }
            if (!group.isLive()) {
                hearing.waiting.add(wait);
                wait.groups++;
            }
        }
        if (wait.groups == 0) {
            context.runOnContext(turn -> task.run());
        }
    }

    /** Opens what is wanted, gives up what is not, ends waiting that has taken too long; to be called often. */
    void flush() {
        long nowMs = steadyMs.getAsLong();
        if (whole.mayOpen() && isAll(MarketGroup::isWanted)) {
            openWhole();
        }
        for (Hearing hearing : hearings) {
            MarketGroup group = hearing.group;
            if (group.isWanted()) {
                hearing.wantedMs = nowMs;
                // One that could not be registered is tried again, but not at once.
                if (group.isClosed() && nowMs - hearing.openedMs >= PATIENCE_MS) {
                    open(hearing);
                }
            } else if (group.isLive() && nowMs - hearing.wantedMs >= lingerMs) {
                close(hearing);
            }
            if (hearing.isOpening()) {
                carryOn(hearing, nowMs);
            }
        }
        if (whole.isOpen()) {
            settle();
        }
    }

    /** Goes on with the whole alone, or without it. */
    private void settle() {
        boolean all = isAll(group -> !group.isClosed());
        boolean replaced = true;
        for (Hearing hearing : hearings) {
            if (all && hearing.group.isLive() && whole.isKnownFor(OVERLAP_MS)) {
                Future<Void> unused = hearing.own.close();
            } else if (!all && !hearing.group.isClosed()) {
                if (hearing.own.mayOpen()) {
                    hearing.own.open(() -> {}, cause -> complain(hearing, cause));
                }
                replaced &= hearing.own.isKnownFor(OVERLAP_MS);
            }
        }
        if (!all && replaced) {
            Future<Void> unused = whole.close();
        }
    }

    private boolean isAll(Predicate<MarketGroup> what) {
        for (Hearing hearing : hearings) {
            if (!what.test(hearing.group)) {
                return false;
            }
        }
        return true;
    }

    /** Asks again where something is missing; to be called about every second. */
    void tick() {
        for (Hearing hearing : hearings) {
            if (hearing.group.isLive() && !book.hears(hearing.group)) {
                repair(hearing.group.number());
            }
        }
    }

    /** Something has come of which a group may have waited. */
    void heard() {
        if (opening > 0) {
            long nowMs = steadyMs.getAsLong();
            hearings.stream().filter(Hearing::isOpening).forEach(hearing -> goLive(hearing, nowMs));
        }
    }

    /** Batches of a group were missed. One that is being opened is asked for anyway. */
    void repair(int number) {
        Hearing hearing = hearings.get(number);
        if (hearing.group.isLive() && steadyMs.getAsLong() - hearing.askedMs >= REPAIR_PAUSE_MS) {
            ask(hearing);
        }
    }

    /** How many groups are listened to. */
    int open() {
        return (int)
                hearings.stream().filter(hearing -> !hearing.group.isClosed()).count();
    }

    /** Ends everything; nobody is waited for any more. */
    Future<Void> close() {
        List<Future<?>> closing = new ArrayList<>();
        for (Hearing hearing : hearings) {
            hearing.waiting.clear();
            closing.add(hearing.own.close());
        }
        closing.add(whole.close());
        return Future.join(closing).mapEmpty();
    }

    private void open(Hearing hearing) {
        hearing.openedMs = steadyMs.getAsLong();
        hearing.group.open();
        opening++;
        if (!whole.isOpen()) {
            hearing.own.open(() -> ask(hearing), cause -> {
                complain(hearing, cause);
                close(hearing);
            });
        } else if (whole.isKnown()) {
            ask(hearing);
        }
    }

    private void openWhole() {
        whole.open(() -> hearings.stream().filter(Hearing::isOpening).forEach(this::ask), cause -> {
            LOG.atWarn().setCause(cause).log("the whole market cannot be listened to, trying again");
            // Each of them is opened again, and tries for itself.
            hearings.stream()
                    .filter(hearing -> !hearing.group.isClosed() && !hearing.own.isOpen())
                    .forEach(this::close);
        });
    }

    private static void complain(Hearing hearing, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("group", hearing.group.number())
                .setCause(cause)
                .log("a group of symbols cannot be listened to, trying again");
    }

    private boolean isRegistered(Hearing hearing) {
        return hearing.own.isKnown() || whole.isKnown();
    }

    private void carryOn(Hearing hearing, long nowMs) {
        goLive(hearing, nowMs);
        if (isRegistered(hearing) && !hearing.group.isLive() && nowMs - hearing.askedMs >= ASK_AGAIN_MS) {
            ask(hearing);
        }
    }

    private void goLive(Hearing hearing, long nowMs) {
        boolean complete = isRegistered(hearing) && book.hears(hearing.group);
        if (complete || nowMs - hearing.openedMs >= PATIENCE_MS) {
            if (!complete) {
                LOG.atInfo()
                        .addKeyValue("group", hearing.group.number())
                        .log("a feed does not answer, going on without");
            }
            hearing.group.goLive();
            opening--;
            release(hearing);
        }
    }

    private void close(Hearing hearing) {
        opening -= hearing.group.isLive() ? 0 : 1;
        hearing.group.close();
        Future<Void> unused = hearing.own.close();
        release(hearing);
    }

    private void release(Hearing hearing) {
        for (Wait wait : hearing.waiting) {
            wait.groups--;
            if (wait.groups == 0) {
                context.runOnContext(turn -> wait.task.run());
            }
        }
        hearing.waiting.clear();
    }

    /** Groups that are asked for in one turn are asked for together. */
    private void ask(Hearing hearing) {
        hearing.askedMs = steadyMs.getAsLong();
        if (asking.isEmpty()) {
            context.runOnContext(turn -> {
                JsonArray groups = new JsonArray();
                asking.stream().forEach(groups::add);
                asking.clear();
                context.owner()
                        .eventBus()
                        .publish(
                                Address.FEED_HELLO.text(),
                                new JsonObject().put("replyTo", address).put("groups", groups));
            });
        }
        asking.set(hearing.group.number());
    }
}
