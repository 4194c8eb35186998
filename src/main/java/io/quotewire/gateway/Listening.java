package io.quotewire.gateway;

import io.quotewire.bus.Bodies;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One address of the bus that an event loop listens to at times, and since when the cluster knows that it does. Confined to that
 * loop.
 *
 * @param <T> what comes there
 */
final class Listening<T> {
    private static final long RETRY_MS = 1_000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Context context;
    private final String address;
    private final Class<T> type;
    private final Consumer<T> heard;
    private final LongSupplier steadyMs;
    private @Nullable Scope scope;
    private boolean known;
    private long knownMs = NEVER;
    private long triedMs = NEVER;

    Listening(Context context, String address, Class<T> type, Consumer<T> heard, LongSupplier steadyMs) {
        this.context = context;
        this.address = address;
        this.type = type;
        this.heard = heard;
        this.steadyMs = steadyMs;
    }

    /** Whether it listens, or is about to. */
    boolean isOpen() {
        return scope != null;
    }

    /** Whether it does not listen, and has not tried in vain just now. */
    boolean mayOpen() {
        return scope == null && steadyMs.getAsLong() - triedMs >= RETRY_MS;
    }

    /** Whether the cluster knows. */
    boolean isKnown() {
        return known;
    }

    /** Whether the cluster has known for some time. */
    boolean isKnownFor(long ms) {
        return known && steadyMs.getAsLong() - knownMs >= ms;
    }

    /**
     * Begins to listen; of one that does not.
     *
     * @param whenKnown run when the cluster knows
     * @param whenFailed told why that could not be; it does not listen then
     */
    void open(Runnable whenKnown, Consumer<Throwable> whenFailed) {
        Scope opened = new Scope(context.owner());
        scope = opened;
        triedMs = steadyMs.getAsLong();
        // Whoever asks for it may be served outside of the context that consumers are to belong to.
        context.runOnContext(turn -> {
            if (scope == opened) {
                register(opened, whenKnown, whenFailed);
            }
        });
    }

    private void register(Scope opened, Runnable whenKnown, Consumer<Throwable> whenFailed) {
        opened.consume(address, Bodies.of(type), heard).onComplete(registered -> {
            if (scope != opened) {
                return;
            }
            if (registered.succeeded()) {
                known = true;
                knownMs = steadyMs.getAsLong();
                triedMs = NEVER;
                whenKnown.run();
            } else {
                Future<Void> unused = close();
                whenFailed.accept(registered.cause());
            }
        });
    }

    /** Listens no more; of no effect if it does not. */
    Future<Void> close() {
        Scope closing = scope;
        scope = null;
        known = false;
        return closing == null ? Future.succeededFuture() : closing.close();
    }
}
