package io.quotewire.feed.source;

import static io.quotewire.bus.FeedState.CONNECTED;
import static io.quotewire.bus.FeedState.CONNECTING;
import static io.quotewire.bus.FeedState.DISCONNECTED;
import static io.quotewire.bus.FeedState.FAILED;
import static io.quotewire.bus.FeedState.POLLING;
import static io.quotewire.bus.FeedState.RECONNECTING;

import io.quotewire.bus.FeedState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one source and the only way to change it. Confined to the event loop of its source. */
public final class SourceState {
    private static final Logger LOG = LoggerFactory.getLogger(SourceState.class);

    /** A state that may follow itself does so with a new reason: another attempt failed, a connection was renewed. */
    private static final Map<FeedState, Set<FeedState>> LEGAL = Map.of(
            DISCONNECTED, EnumSet.of(CONNECTING),
            CONNECTING, EnumSet.of(CONNECTING, CONNECTED, POLLING, FAILED, DISCONNECTED),
            CONNECTED, EnumSet.of(CONNECTED, RECONNECTING, FAILED, DISCONNECTED),
            RECONNECTING, EnumSet.of(RECONNECTING, CONNECTED, POLLING, FAILED, DISCONNECTED),
            POLLING, EnumSet.of(POLLING, CONNECTED, RECONNECTING, FAILED, DISCONNECTED),
            FAILED, EnumSet.noneOf(FeedState.class));

    private final String feed;
    private final Consumer<StateChange> listener;
    private FeedState current = DISCONNECTED;
    private long changes;

    /**
     * A source that has not started.
     *
     * @param feed the feed's name, for the log
     * @param listener hears of every change
     */
    public SourceState(String feed, Consumer<StateChange> listener) {
        this.feed = feed;
        this.listener = listener;
    }

    /**
     * Where the source stands.
     *
     * @return the state
     */
    public FeedState current() {
        return current;
    }

    /**
     * How often the state was changed.
     *
     * @return a count
     */
    public long changes() {
        return changes;
    }

    /**
     * Changes the state: logs, counts, tells the listener.
     *
     * @param next the new state
     * @param reason why
     * @throws IllegalStateException if this move is not legal
     */
    public void transitionTo(FeedState next, String reason) {
        if (!isLegal(current, next)) {
            throw new IllegalStateException("feed " + feed + " cannot go from " + current + " to " + next);
        }
        StateChange change = new StateChange(current, next, reason);
        current = next;
        changes++;
        LOG.atInfo()
                .addKeyValue("feed", feed)
                .addKeyValue("from", change.from())
                .addKeyValue("to", next)
                .addKeyValue("reason", reason)
                .log("feed state changed");
        listener.accept(change);
    }

    /** Ends: disconnected, unless it is so already or has failed, which keeps its reason. */
    public void stopped() {
        if (current != DISCONNECTED && current != FAILED) {
            transitionTo(DISCONNECTED, "stopped");
        }
    }

    /**
     * Whether a move is in the table.
     *
     * @param from the state before
     * @param to the state after
     * @return true if it is
     */
    public static boolean isLegal(FeedState from, FeedState to) {
        return LEGAL.getOrDefault(from, Set.of()).contains(to);
    }
}
