package io.quotewire.gateway.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sanctions that this node knows, and what must change when the cluster's map says something else. Confined to one
 * context.
 */
final class Register {
    /** So long a command may be on its way into the map, or out of it. */
    private static final long SETTLED_MS = 10_000;

    private record Known(Sanction sanction, long learntMs) {}

    private final Map<String, Known> known = new HashMap<>();
    /** Blocks that were lifted a moment ago, and when that was decided, epoch milliseconds. */
    private final Map<String, Known> lifted = new HashMap<>();

    /**
     * Takes note of a sanction.
     *
     * @return whether that changes anything
     */
    boolean learn(Sanction sanction, long steadyMs) {
        Known before = known.get(sanction.key());
        Known ended = lifted.get(sanction.key());
        boolean old = before != null && before.sanction().sinceMs() >= sanction.sinceMs();
        if (old || (ended != null && ended.sanction().sinceMs() >= sanction.sinceMs())) {
            return false;
        }
        known.put(sanction.key(), new Known(sanction, steadyMs));
        return true;
    }

    /** Whether something is in force against the same that ends no earlier. */
    boolean outlasts(Sanction sanction) {
        Known there = known.get(sanction.key());
        return there != null && there.sanction().untilMs() >= sanction.untilMs();
    }

    /** Takes note that a sanction was ended by this one, whose time is that of the decision. */
    void lift(Sanction end, long steadyMs) {
        known.remove(end.key());
        lifted.put(end.key(), new Known(end, steadyMs));
    }

    /** Those in the map that this node did not know. */
    List<Sanction> unknown(List<Sanction> map, long steadyMs) {
        List<Sanction> unknown = new ArrayList<>();
        for (Sanction sanction : map) {
            if (learn(sanction, steadyMs)) {
                unknown.add(sanction);
            }
        }
        return unknown;
    }

    /**
     * Forgets those that are over: their time has come, or they are blocks that somebody else has lifted.
     *
     * @param map what the cluster has
     * @param askedMs when it was asked, on the steady clock
     * @param wallMs the present
     */
    List<Sanction> over(List<Sanction> map, long askedMs, long wallMs) {
        Set<String> kept = keys(map);
        List<Sanction> over = new ArrayList<>();
        known.values().forEach(one -> {
            boolean settled = one.learntMs() < askedMs - SETTLED_MS;
            boolean gone = settled && !kept.contains(one.sanction().key());
            boolean block = one.sanction().kind() == Sanction.Kind.ADDRESS;
            if (one.sanction().untilMs() <= wallMs || (block && gone)) {
                over.add(one.sanction());
            }
        });
        over.forEach(sanction -> known.remove(sanction.key()));
        lifted.values().removeIf(end -> end.learntMs() < askedMs - SETTLED_MS);
        return over;
    }

    /** Revocations that the map should have and has not: nodes that held it may have gone all at once. */
    List<Sanction> missing(List<Sanction> map, long askedMs) {
        Set<String> kept = keys(map);
        return known.values().stream()
                .filter(one -> one.learntMs() < askedMs - SETTLED_MS)
                .map(Known::sanction)
                .filter(sanction -> sanction.kind() != Sanction.Kind.ADDRESS)
                .filter(sanction -> !kept.contains(sanction.key()))
                .toList();
    }

    /** All of them. */
    List<Sanction> all() {
        return known.values().stream().map(Known::sanction).toList();
    }

    long count(Sanction.Kind kind) {
        return known.values().stream()
                .filter(one -> one.sanction().kind() == kind)
                .count();
    }

    private static Set<String> keys(List<Sanction> sanctions) {
        return sanctions.stream().map(Sanction::key).collect(Collectors.toSet());
    }
}
