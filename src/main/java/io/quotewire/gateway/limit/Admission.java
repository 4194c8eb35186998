package io.quotewire.gateway.limit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of this node: in all, by address, by user; and how fast each address opens them and has credentials
 * refused. One object for all event loops of the gateway; its state is confined to the context that made it, and is asked by
 * message, by way of each loop's {@link Reception}. Each entry belongs to one connection id, so that giving it back twice
 * gives it back once. Addresses are those of {@link CountedAddress}.
 */
public final class Admission {
    /** What became of a request to come in: a closed set. */
    public enum Verdict {
        /** Come in. */
        ADMITTED,
        /** The node is full. */
        NODE_FULL,
        /** The address has as many as it may. */
        IP_FULL,
        /** The address opens them faster than it may. */
        HANDSHAKE_RATE,
        /** Too many credentials from the address were refused: no more are examined. */
        AUTH_FAILURES
    }

    /**
     * What is said to a client.
     *
     * @param verdict whether it may, and if not, which limit it has met
     * @param retryAfterMs when it may try again, milliseconds from now; 0 if it may
     */
    public record Answer(Verdict verdict, long retryAfterMs) {
        /** It may. */
        public static final Answer YES = new Answer(Verdict.ADMITTED, 0);

        /**
         * Whether it may.
         *
         * @return true if it may
         */
        public boolean isYes() {
            return verdict == Verdict.ADMITTED;
        }
    }

    /**
     * Counts at one moment.
     *
     * @param connections admitted and not given back
     * @param addresses distinct ones
     * @param users distinct ones
     */
    public record Figures(int connections, int addresses, int users) {}

    /** Nobody knows when somebody will leave. */
    private static final long FULL_MS = 1_000;

    private record Entry(String ip, @Nullable String user, UserSlots.Slot slot) {}

    private final Context owner;
    private final LimitOptions limits;
    private final UserSlots userSlots;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Integer> byIp = new HashMap<>();
    private final LongSupplier steadyMs;
    private final AddressRates handshakes;
    private final AddressRates failures;

    /**
     * No connections yet.
     *
     * @param owner the context that the counts live on
     * @param limits how many there may be
     * @param userSlots counts each user's connections across the cluster; used on the same context
     * @param steadyMs milliseconds of a clock that never goes back; asked on that context
     */
    public Admission(Context owner, LimitOptions limits, UserSlots userSlots, LongSupplier steadyMs) {
        this.owner = owner;
        this.limits = limits;
        this.userSlots = userSlots;
        this.steadyMs = steadyMs;
        int perSecond = limits.handshakesPerSecondPerIp();
        handshakes = new AddressRates(perSecond > 0, nowMs -> new TokenBucket(perSecond, perSecond, nowMs));
        int perMinute = limits.authFailuresPerMinutePerIp();
        failures = new AddressRates(perMinute > 0, nowMs -> TokenBucket.perMinute(perMinute, nowMs));
    }

    /** Does them in their order, and tells those who come of their verdicts on the context of the caller. */
    void run(List<Errand<?>> errands, Context caller) {
        owner.runOnContext(here -> {
            errands.forEach(errand -> errand.run(this));
            caller.runOnContext(back -> errands.forEach(Errand::tell));
        });
    }

    /** Whether anybody needs to ask about credentials. Any context. */
    boolean countsFailures() {
        return limits.authFailuresPerMinutePerIp() > 0;
    }

    /** Names the user of a connection, see {@link Reception#identify}; the future completes on the context of the caller. */
    Future<Boolean> identify(String connectionId, String user, Context caller) {
        return ask(caller, () -> identify(connectionId, user));
    }

    /**
     * Takes the counts.
     *
     * @param caller the context on which the future completes
     * @return the counts
     */
    public Future<Figures> figures(Context caller) {
        return ask(caller, () -> Future.succeededFuture(new Figures(entries.size(), byIp.size(), userSlots.users())));
    }

    private <T> Future<T> ask(Context caller, Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        owner.runOnContext(
                asked -> question.get().onComplete(outcome -> caller.runOnContext(answered -> answer.handle(outcome))));
        return answer.future();
    }

    /** A connection wants to come in; a handshake that is refused counts too, but for those that came too fast. */
    Answer come(String connectionId, String address, boolean withCredential) {
        long nowMs = steadyMs.getAsLong();
        long tooFastMs = handshakes.take(address, nowMs);
        if (tooFastMs > 0) {
            return new Answer(Verdict.HANDSHAKE_RATE, tooFastMs);
        }
        if (limits.connectionsPerNode() > 0 && entries.size() >= limits.connectionsPerNode()) {
            return new Answer(Verdict.NODE_FULL, FULL_MS);
        }
        if (limits.connectionsPerIp() > 0 && byIp.getOrDefault(address, 0) >= limits.connectionsPerIp()) {
            return new Answer(Verdict.IP_FULL, FULL_MS);
        }
        Answer answer = withCredential ? mayShowCredential(address) : Answer.YES;
        if (answer.isYes()) {
            entries.put(connectionId, new Entry(address, null, UserSlots.Slot.NONE));
            byIp.merge(address, 1, Integer::sum);
        }
        return answer;
    }

    /** Whether a credential is to be examined. */
    Answer mayShowCredential(String address) {
        long barredMs = failures.waitMs(address, steadyMs.getAsLong());
        return barredMs > 0 ? new Answer(Verdict.AUTH_FAILURES, barredMs) : Answer.YES;
    }

    /** One was refused. */
    void credentialRefused(String address) {
        failures.take(address, steadyMs.getAsLong());
    }

    private Future<Boolean> identify(String connectionId, String user) {
        if (!entries.containsKey(connectionId)) {
            return Future.succeededFuture(false);
        }
        return userSlots.take(user).map(slot -> settle(connectionId, user, slot));
    }

    /** The connection may have ended while the cluster was asked. */
    private boolean settle(String connectionId, String user, UserSlots.Slot slot) {
        Entry entry = entries.get(connectionId);
        if (slot != UserSlots.Slot.NONE && entry != null) {
            entries.put(connectionId, new Entry(entry.ip(), user, slot));
            return true;
        }
        userSlots.giveBack(user, slot);
        return false;
    }

    /** A connection goes; of no effect if it is not there. */
    void leave(String connectionId) {
        Entry entry = entries.remove(connectionId);
        if (entry == null) {
            return;
        }
        byIp.merge(entry.ip(), -1, (count, minus) -> count + minus == 0 ? null : count + minus);
        if (entry.user() != null) {
            userSlots.giveBack(entry.user(), entry.slot());
        }
    }
}
