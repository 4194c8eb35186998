package io.quotewire.feed;

import io.quotewire.bus.FeedDemand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which symbols the cluster's gateways and services want, and who is to know. Each follower hears of a symbol at once when somebody
 * begins to want it, and its own time after it was wanted last. Confined to the event loop of its verticle.
 */
final class DemandBook {
    /** More symbols than any exchange has; whoever asks for more gets no more than what feeds have. */
    private static final int MAX_SYMBOLS = 20_000;

    private static final class Follower {
        private final Set<String> symbols;
        private final long lingerMs;
        private final Consumer<Set<String>> told;
        private Set<String> wanted = Set.of();

        private Follower(Collection<String> symbols, long lingerMs, Consumer<Set<String>> told) {
            this.symbols = Set.copyOf(symbols);
            this.lingerMs = lingerMs;
            this.told = told;
        }
    }

    private final LongSupplier steadyMs;
    private final Map<String, Long> saidMs = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private long longestLingerMs;

    DemandBook(LongSupplier steadyMs) {
        this.steadyMs = steadyMs;
    }

    /**
     * Tells somebody from now on.
     *
     * @param symbols those that concern it
     * @param lingerMs how long it keeps one that nobody wants any more; not shorter than a gateway may be silent
     * @param told takes all that are wanted of them, whenever that changes, and now
     */
    void follow(Collection<String> symbols, long lingerMs, Consumer<Set<String>> told) {
        Follower follower = new Follower(symbols, Math.max(lingerMs, FeedDemand.LEASE_MS), told);
        followers.add(follower);
        longestLingerMs = Math.max(longestLingerMs, follower.lingerMs);
        told.accept(Set.of());
        tell(follower, steadyMs.getAsLong());
    }

    boolean hasFollowers() {
        return !followers.isEmpty();
    }

    /** A gateway's clients, or a service, want something. */
    void wanted(List<String> symbols) {
        if (followers.isEmpty()) {
            return;
        }
        long nowMs = steadyMs.getAsLong();
        for (String symbol : symbols) {
            if (saidMs.size() < MAX_SYMBOLS || isFollowed(symbol)) {
                saidMs.put(symbol, nowMs);
            }
        }
        followers.forEach(follower -> tell(follower, nowMs));
    }

    /** Forgets what has not been wanted lately; to be called about every second. */
    void tick() {
        long nowMs = steadyMs.getAsLong();
        saidMs.values().removeIf(said -> nowMs - said >= longestLingerMs);
        followers.forEach(follower -> tell(follower, nowMs));
    }

    private boolean isFollowed(String symbol) {
        return followers.stream().anyMatch(follower -> follower.symbols.contains(symbol));
    }

    private void tell(Follower follower, long nowMs) {
        Set<String> now = new TreeSet<>();
        for (String symbol : follower.symbols) {
            Long said = saidMs.get(symbol);
            if (said != null && nowMs - said < follower.lingerMs) {
                now.add(symbol);
            }
        }
        if (!now.equals(follower.wanted)) {
            follower.wanted = now;
            follower.told.accept(Set.copyOf(now));
        }
    }
}
