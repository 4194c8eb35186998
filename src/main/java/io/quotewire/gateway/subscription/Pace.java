package io.quotewire.gateway.subscription;

import io.quotewire.gateway.protocol.Merged;
import org.jspecify.annotations.Nullable;

/** One topic of a lane that is not wanted more often than so: what waits, and until when. Confined to one event loop. */
final class Pace {
    private final Terms terms;
    private long nextDueMs;
    private @Nullable Merged pending;

    Pace(Terms terms) {
        this.terms = terms;
    }

    boolean isPending() {
        return pending != null;
    }

    /** Whether the terms let a value go now; who wants all values wants them congested or not. */
    boolean isDue(long nowMs, boolean congested) {
        return nowMs >= nextDueMs && (terms.mode() == Mode.ALL || !congested);
    }

    /** A value goes now. */
    void sent(long nowMs) {
        nextDueMs = nowMs + terms.minIntervalMs();
        pending = null;
    }

    /** Keeps the newest; how many have given way. */
    int keep(Merged values) {
        if (pending == null) {
            pending = values.copy();
            return values.count() - 1;
        }
        pending.add(values);
        return values.count();
    }

    /** What waits, if it may go now. */
    @Nullable
    Merged due(long nowMs, boolean congested) {
        return isDue(nowMs, congested) ? pending : null;
    }
}
