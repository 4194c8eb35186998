package io.quotewire.notification.store;

import org.jspecify.annotations.Nullable;

/**
 * How a store is. Immutable.
 *
 * @param ok whether it can be relied on
 * @param text some words for a person; public, so without paths and addresses
 * @param redis whether its Redis answers; null where it has none
 */
public record StoreHealth(boolean ok, String text, @Nullable Boolean redis) {
    /**
     * Of a store that has no Redis.
     *
     * @param ok whether it can be relied on
     * @param text some words for a person
     */
    public StoreHealth(boolean ok, String text) {
        this(ok, text, null);
    }
}
