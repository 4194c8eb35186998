package io.quotewire.gateway.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.LongFunction;

/**
 * A token bucket for each address that has taken a token lately. One that is full again is as good as none and is forgotten,
 * so there are only as many as addresses have come while a bucket fills; beyond {@link #MAX_ADDRESSES} the one that was
 * asked for longest ago goes. Confined to the context of its {@link Admission}.
 */
final class AddressRates {
    /** Some 10 MiB. */
    static final int MAX_ADDRESSES = 65_536;

    private static final int LOOKED_AT = 16;
    private final boolean on;
    private final LongFunction<TokenBucket> full;
    private final LinkedHashMap<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Nobody has taken anything.
     *
     * @param on whether there is such a limit; without it everybody may
     * @param full makes a full bucket at the time it is given, milliseconds of a steady clock
     */
    AddressRates(boolean on, LongFunction<TokenBucket> full) {
        this.on = on;
        this.full = full;
    }

    /** Takes a token; 0 if there was one, else in how many milliseconds there will be. */
    long take(String address, long nowMs) {
        if (!on) {
            return 0;
        }
        forgetFull(nowMs);
        TokenBucket bucket = buckets.get(address);
        if (bucket == null) {
            bucket = full.apply(nowMs);
            buckets.put(address, bucket);
        }
        return bucket.take(nowMs);
    }

    /** The same without taking it. */
    long waitMs(String address, long nowMs) {
        TokenBucket bucket = buckets.get(address);
        return bucket == null ? 0 : bucket.waitMs(nowMs);
    }

    int size() {
        return buckets.size();
    }

    /** From the one that was asked for longest ago; a few at a time, so that nobody waits for it. */
    private void forgetFull(long nowMs) {
        Iterator<TokenBucket> eldest = buckets.values().iterator();
        for (int i = 0; i < LOOKED_AT && eldest.hasNext(); i++) {
            if (!eldest.next().isFull(nowMs) && buckets.size() < MAX_ADDRESSES) {
                return;
            }
            eldest.remove();
        }
    }
}
