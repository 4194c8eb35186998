package io.quotewire.gateway.protocol;

import io.quotewire.bus.Tick;
import org.jspecify.annotations.Nullable;

/**
 * What a message stands for when newer values replaced older ones before they were sent. Confined to one event loop.
 */
public final class Merged {
    private Tick newest;
    private int count;
    private @Nullable String high;
    private @Nullable String low;

    /**
     * Stands for one tick.
     *
     * @param tick the first
     */
    public Merged(Tick tick) {
        newest = tick;
        add(tick);
    }

    /**
     * Stands for one more.
     *
     * @param tick newer than all before
     */
    public void add(Tick tick) {
        newest = tick;
        count++;
        bounds(tick.price(), tick.price());
    }

    /**
     * Stands for all that another stands for, too.
     *
     * @param other newer than all before
     */
    public void add(Merged other) {
        newest = other.newest;
        count += other.count;
        bounds(other.high, other.low);
    }

    /**
     * Stands for the same, and goes its own way from here.
     *
     * @return another object
     */
    public Merged copy() {
        Merged copy = new Merged(newest);
        copy.count = count;
        copy.high = high;
        copy.low = low;
        return copy;
    }

    /**
     * The value to be sent.
     *
     * @return the newest tick
     */
    public Tick newest() {
        return newest;
    }

    /**
     * How many ticks it stands for.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * The highest price among them.
     *
     * @return digits as the exchange wrote them; null if none had a price
     */
    public @Nullable String high() {
        return high;
    }

    /**
     * The lowest price among them.
     *
     * @return digits as the exchange wrote them; null if none had a price
     */
    public @Nullable String low() {
        return low;
    }

    private void bounds(@Nullable String upper, @Nullable String lower) {
        if (upper != null && (high == null || DecimalOrder.compare(upper, high) > 0)) {
            high = upper;
        }
        if (lower != null && (low == null || DecimalOrder.compare(lower, low) < 0)) {
            low = lower;
        }
    }
}
