package io.quotewire.feed.source.stream;

import io.quotewire.kit.lifecycle.Timers;
import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a connection that still delivers: a successor connects and is held back; when both have lived side by side for
 * a while, the old one ends and the successor passes on what the old one has not delivered, told by the exchange's numbers.
 * So no trade is lost and none comes twice. Confined to the event loop of its source.
 */
final class Renewal {
    private final StreamSettings settings;
    private final long lifeMs;
    private final Timers timers;
    private final Backoff backoff;
    private final Supplier<StreamConnection> maker;
    private final Function<StreamConnection, Future<String>> opener;
    private final BiConsumer<StreamConnection, String> onReady;
    private @Nullable StreamConnection successor;
    private @Nullable Long timer;
    private String reason = "";

    /**
     * One that waits for a connection.
     *
     * @param lifeMs how long a connection may live; 0 for ever
     * @param maker makes a connection
     * @param opener opens it
     * @param onReady takes the successor, with the reason
     */
    Renewal(
            StreamSettings settings,
            long lifeMs,
            Timers timers,
            RandomGenerator random,
            Supplier<StreamConnection> maker,
            Function<StreamConnection, Future<String>> opener,
            BiConsumer<StreamConnection, String> onReady) {
        this.settings = settings;
        this.lifeMs = lifeMs;
        this.timers = timers;
        this.backoff = new Backoff(settings.backoffMinMs(), settings.backoffMaxMs(), random);
        this.maker = maker;
        this.opener = opener;
        this.onReady = onReady;
    }

    /** A connection lives from now on. */
    void connected() {
        cancel();
        backoff.reset();
        if (lifeMs > 0) {
            schedule(lifeMs, () -> begin("it has lived for " + lifeMs / 60_000 + " minutes"));
        }
    }

    /** Opens a successor now, unless there is one. */
    void begin(String why) {
        if (successor != null) {
            return;
        }
        cancel();
        reason = why;
        StreamConnection next = maker.get();
        next.holdBack();
        successor = next;
        opener.apply(next).onComplete(done -> {
            if (next != successor) {
                return;
            }
            if (done.succeeded()) {
                schedule(settings.overlapMs(), this::finish);
            } else {
                successor = null;
                tryAgain();
            }
        });
    }

    /** The successor takes over now, if it is subscribed. */
    void finish() {
        StreamConnection next = successor;
        if (next != null && next.isSubscribed()) {
            successor = null;
            cancel();
            onReady.accept(next, reason);
        }
    }

    /** Gives the successor away: the connection before it has ended. */
    @Nullable
    StreamConnection take() {
        StreamConnection next = successor;
        successor = null;
        cancel();
        return next;
    }

    /** Other symbols are wanted: a successor that is being made ready asks for them too. */
    void adapt(Collection<String> symbols) {
        StreamConnection next = successor;
        if (next != null) {
            next.adapt(symbols);
        }
    }

    /** No successor any more, and none is planned. */
    void abandon() {
        StreamConnection next = take();
        if (next != null) {
            next.close();
        }
    }

    /** Whether it was the successor that ended; then another one is tried. */
    boolean lost(StreamConnection connection) {
        if (connection != successor) {
            return false;
        }
        successor = null;
        cancel();
        tryAgain();
        return true;
    }

    private void tryAgain() {
        schedule(backoff.nextMs(), () -> begin(reason));
    }

    /** There is one timer at a time. */
    private void schedule(long delayMs, Runnable task) {
        cancel();
        timer = timers.after(delayMs, task);
    }

    private void cancel() {
        if (timer != null) {
            timers.cancel(timer);
            timer = null;
        }
    }
}
