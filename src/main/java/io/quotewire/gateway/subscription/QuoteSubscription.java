package io.quotewire.gateway.subscription;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Merged;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's wish for one symbol. While the subscriber is congested, or between two moments that its rate allows,
 * newer values replace older ones; what was replaced is counted in the message that follows. Confined to one event loop.
 */
public final class QuoteSubscription implements Subscription {
    private final Fanout fanout;
    private final Subscriber subscriber;
    private final QuoteTopic topic;
    private Mode mode = Mode.LATEST;
    private long minIntervalMs;
    private long nextDueMs;
    private boolean ended;
    private @Nullable Merged pending;

    QuoteSubscription(Fanout fanout, Subscriber subscriber, QuoteTopic topic) {
        this.fanout = fanout;
        this.subscriber = subscriber;
        this.topic = topic;
    }

    /**
     * The symbol's topic.
     *
     * @return the topic
     */
    public QuoteTopic topic() {
        return topic;
    }

    @Override
    public void cancel() {
        fanout.unsubscribe(this);
    }

    /**
     * How the subscriber wants it.
     *
     * @param newMode what happens when it cannot keep up
     * @param maxRate updates a second at most; 0 = all
     */
    public void configure(Mode newMode, double maxRate) {
        mode = newMode;
        minIntervalMs = maxRate == 0 ? 0 : Math.round(1000 / maxRate);
    }

    /**
     * Takes a tick.
     *
     * @param tick the topic's newest
     * @param encoded the tick's message, shared by all who get it as it is
     * @param nowMs the present, milliseconds of a steady clock
     * @return whether it was only kept, to be sent at a flush
     */
    boolean offer(Tick tick, Outbound encoded, long nowMs) {
        if (ended) {
            return false;
        }
        if (mode == Mode.ALL && minIntervalMs == 0) {
            subscriber.deliver(encoded);
            return false;
        }
        if (pending == null && nowMs >= nextDueMs && !subscriber.congested()) {
            nextDueMs = nowMs + minIntervalMs;
            subscriber.deliver(encoded);
            return false;
        }
        if (pending == null) {
            pending = new Merged(tick);
            return true;
        }
        pending.add(tick);
        return false;
    }

    /** Sends what is kept, if it may go now; true if nothing is kept any more. */
    boolean flush(Messages messages, long nowMs) {
        if (ended || pending == null) {
            return true;
        }
        if (nowMs < nextDueMs || subscriber.congested()) {
            return false;
        }
        Merged merged = pending;
        pending = null;
        nextDueMs = nowMs + minIntervalMs;
        subscriber.deliver(messages.update(merged));
        return true;
    }

    void end() {
        ended = true;
        pending = null;
    }

    boolean isEnded() {
        return ended;
    }
}
