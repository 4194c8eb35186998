package io.quotewire.feed.lease;

import io.quotewire.feed.lease.Lease.Candidate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate for one lease: takes it when nobody has it, keeps it, stands by while another has it.
 *
 * <p>A lease is free when its holder has left it, is no member of the cluster any more, or has not been heard to beat for
 * {@link #EXPIRY_MS} by the candidate's own clock. A holder that was stopped for a while, by whomever, cannot know whether it still
 * is the holder: until it has asked, {@link #isSure} is false and nothing is to be published. One that finds itself replaced stops.
 * Each holder's fence is above that of the one before and above the wall clock's microseconds when it took the lease, so that it rises
 * even if the cluster has lost its memory. Confined to one event loop, which calls {@link #tick} every {@link #TICK_MS}.
 */
public final class LeaseKeeper {
    /** How often {@link #tick} is to be called. */
    public static final long TICK_MS = 100;

    /** A lease whose holder is not heard for so long is free. */
    static final long EXPIRY_MS = 5_000;

    /** A holder beats as often. */
    static final long RENEWAL_MS = 500;

    /** A loop that was not served for so long may have been stopped; well before anybody else could think the lease expired. */
    static final long STALL_MS = 2_000;

    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private enum Standing {
        STANDING_BY,
        HOLDING,
        ENDED
    }

    private final String name;
    private final Candidate self;
    private final LeaseStore store;
    private final LongSupplier steadyMs;
    private final LongSupplier wallMicros;
    private final Tenant tenant;
    private final Promise<Void> decided = Promise.promise();
    private Standing standing = Standing.STANDING_BY;
    /** The newest that was read, or that stands there since it was written by this one. */
    private @Nullable Lease known;

    private long beatMs = NEVER;
    private long askedMs = NEVER;
    private long tickMs = NEVER;
    private long highestFence;
    private Future<?> inFlight = Future.succeededFuture();
    private boolean stalled;
    private long stalledMs = NEVER;

    /**
     * A candidate that has not asked yet.
     *
     * @param name what the lease is for
     * @param self who this is
     * @param store where it stands
     * @param steadyMs a clock that never goes back
     * @param wallMicros the wall clock, epoch microseconds
     * @param tenant what is to run
     */
    public LeaseKeeper(
            String name,
            Candidate self,
            LeaseStore store,
            LongSupplier steadyMs,
            LongSupplier wallMicros,
            Tenant tenant) {
        this.name = name;
        this.self = self;
        this.store = store;
        this.steadyMs = steadyMs;
        this.wallMicros = wallMicros;
        this.tenant = tenant;
    }

    /**
     * What the lease is for.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * Succeeds when it is known for the first time who runs it.
     *
     * @return succeeds once
     */
    public Future<Void> decided() {
        return decided.future();
    }

    /**
     * Whether this one has the lease.
     *
     * @return true from {@link Tenant#begin} to {@link Tenant#standBy}
     */
    public boolean isHolding() {
        return standing == Standing.HOLDING;
    }

    /**
     * Whether what this one makes may be published now.
     *
     * @return false while it does not hold the lease or may have lost it without knowing
     */
    public boolean isSure() {
        return isHolding() && !stalled && steadyMs.getAsLong() - tickMs <= STALL_MS;
    }

    /** Does what is due. */
    public void tick() {
        long nowMs = steadyMs.getAsLong();
        if (isHolding() && nowMs - tickMs > STALL_MS) {
            stalled = true;
            stalledMs = nowMs;
        }
        tickMs = nowMs;
        if (!inFlight.isComplete() || standing == Standing.ENDED) {
            return;
        }
        if (isHolding()) {
            if (stalled || nowMs - askedMs >= RENEWAL_MS || highestFence > mine().fence()) {
                renew(mine());
            }
        } else if (known != null && isFree(known, nowMs)) {
            take(known);
        } else if (nowMs - askedMs >= RENEWAL_MS) {
            look();
        }
    }

    /**
     * Somebody publishes under this lease's name.
     *
     * @param fence what it carries; above the holder's own after a cluster that had fallen apart is one again
     */
    public void heard(long fence) {
        highestFence = Math.max(highestFence, fence);
    }

    /**
     * Gives the lease to another candidate, whose fence is the next.
     *
     * @param successor who is ready to go on at once
     * @return the fence it has; fails if this one did not hold the lease any more
     */
    public Future<Long> pass(Candidate successor) {
        return whenIdle(() -> {
            if (!isHolding()) {
                return Future.failedFuture("the lease was lost before");
            }
            Lease before = mine();
            Lease after = new Lease(nextFence(before), 0, successor);
            end();
            return store.swap(name, before, after)
                    .compose(done -> done
                            ? Future.succeededFuture(after.fence())
                            : Future.failedFuture("the lease was lost before"));
        });
    }

    /**
     * Was given the lease by its holder.
     *
     * @param fence as it was told
     */
    public void accept(long fence) {
        if (standing == Standing.STANDING_BY) {
            hold(new Lease(fence, 0, self));
        }
    }

    /**
     * Is no candidate any more; a lease that it holds is free for the next.
     *
     * @return succeeds when the cluster knows
     */
    public Future<Void> close() {
        return whenIdle(() -> {
                    boolean held = isHolding();
                    end();
                    return held
                            ? store.swap(name, mine(), new Lease(mine().fence(), 0, Lease.NOBODY))
                            : Future.succeededFuture(false);
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void end() {
        standing = Standing.ENDED;
        decided.tryComplete();
    }

    private Lease mine() {
        Lease lease = known;
        if (lease == null) {
            throw new IllegalStateException("no lease of " + name);
        }
        return lease;
    }

    private boolean isFree(Lease lease, long nowMs) {
        return lease.isVacant()
                || nowMs - beatMs >= EXPIRY_MS
                || !store.members().contains(lease.holder().member());
    }

    private long nextFence(@Nullable Lease before) {
        long above = Math.max(highestFence, before == null ? 0 : before.fence());
        return Math.max(above + 1, wallMicros.getAsLong());
    }

    private void look() {
        ask(() -> store.read(name), found -> {
            if (standing == Standing.STANDING_BY) {
                remember(found.orElse(null));
            }
        });
    }

    private void remember(@Nullable Lease found) {
        if (found == null) {
            take(null);
            return;
        }
        if (found.holder().id().equals(self.id())) {
            // It was passed on, and word of it was lost.
            hold(found);
            return;
        }
        Lease before = known;
        if (before == null || !before.equals(found)) {
            beatMs = steadyMs.getAsLong();
        }
        known = found;
        heard(found.fence());
        if (isFree(found, steadyMs.getAsLong())) {
            take(found);
        } else if (before == null || !before.holder().equals(found.holder())) {
            tenant.standBy("node " + found.holder().node() + " runs it");
            decided.tryComplete();
        }
    }

    private void take(@Nullable Lease before) {
        Lease after = new Lease(nextFence(before), 0, self);
        ask(() -> store.swap(name, before, after), done -> {
            if (done && standing == Standing.STANDING_BY) {
                hold(after);
            } else if (!done) {
                askedMs = NEVER;
                known = null;
            }
        });
    }

    private void hold(Lease lease) {
        known = lease;
        standing = Standing.HOLDING;
        stalled = false;
        heard(lease.fence());
        LOG.atInfo()
                .addKeyValue("feed", name)
                .addKeyValue("fence", lease.fence())
                .log("feed is run by this node");
        tenant.begin(lease.fence());
        decided.tryComplete();
    }

    private void renew(Lease before) {
        boolean outdone = highestFence > before.fence();
        Lease after = outdone ? new Lease(nextFence(before), 0, self) : before.next();
        ask(() -> store.swap(name, before, after), done -> {
            if (!isHolding()) {
                return;
            }
            if (!done) {
                lose();
                return;
            }
            known = after;
            heard(after.fence());
            if (outdone) {
                tenant.renumber(after.fence());
            }
            if (askedMs >= stalledMs) {
                stalled = false;
                tenant.confirmed();
            }
        });
    }

    private void lose() {
        standing = Standing.STANDING_BY;
        known = null;
        askedMs = NEVER;
        LOG.atWarn().addKeyValue("feed", name).log("another node has taken this feed over");
        tenant.standBy("another node has taken it over");
    }

    /** One question at a time: what comes of a second would depend on the first. */
    private <T> void ask(Supplier<Future<T>> question, Consumer<T> then) {
        askedMs = steadyMs.getAsLong();
        inFlight = question.get().onComplete(answer -> {
            if (answer.succeeded()) {
                then.accept(answer.result());
            } else {
                LOG.atDebug()
                        .addKeyValue("feed", name)
                        .setCause(answer.cause())
                        .log("the lease cannot be asked for, trying again");
            }
        });
    }

    private <T> Future<T> whenIdle(Supplier<Future<T>> task) {
        return inFlight.transform(ignored -> task.get());
    }
}
