package io.quotewire.gateway.limit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of this node: in all, by address, by user. One object for all event loops of the gateway; its
 * state is confined to the context that made it, and is asked by message, by way of each loop's {@link Reception}. Each entry belongs to one connection id, so that giving it back
 * twice gives it back once.
 */
public final class Admission {
    /** What became of a request to come in: a closed set. */
    public enum Verdict {
        /** Come in. */
        ADMITTED,
        /** The node is full. */
        NODE_FULL,
        /** The address has as many as it may. */
        IP_FULL
    }

    /**
     * Counts at one moment.
     *
     * @param connections admitted and not given back
     * @param addresses distinct ones
     * @param users distinct ones
     */
    public record Figures(int connections, int addresses, int users) {}

    private record Entry(String ip, @Nullable String user, UserSlots.Slot slot) {}

    private final Context owner;
    private final LimitOptions limits;
    private final UserSlots userSlots;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Integer> byIp = new HashMap<>();

    /**
     * No connections yet.
     *
     * @param owner the context that the counts live on
     * @param limits how many there may be
     * @param userSlots counts each user's connections across the cluster; used on the same context
     */
    public Admission(Context owner, LimitOptions limits, UserSlots userSlots) {
        this.owner = owner;
        this.limits = limits;
        this.userSlots = userSlots;
    }

    /** Does them in their order, and tells those who come of their verdicts on the context of the caller. */
    void run(List<Errand> errands, Context caller) {
        owner.runOnContext(here -> {
            errands.forEach(this::run);
            caller.runOnContext(back -> errands.forEach(Errand::tell));
        });
    }

    private void run(Errand errand) {
        String ip = errand.ip();
        if (ip == null) {
            leave(errand.connectionId());
        } else {
            errand.decide(admit(errand.connectionId(), ip));
        }
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

    private Verdict admit(String connectionId, String ip) {
        if (limits.connectionsPerNode() > 0 && entries.size() >= limits.connectionsPerNode()) {
            return Verdict.NODE_FULL;
        }
        if (limits.connectionsPerIp() > 0 && byIp.getOrDefault(ip, 0) >= limits.connectionsPerIp()) {
            return Verdict.IP_FULL;
        }
        entries.put(connectionId, new Entry(ip, null, UserSlots.Slot.NONE));
        byIp.merge(ip, 1, Integer::sum);
        return Verdict.ADMITTED;
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

    private void leave(String connectionId) {
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
