package io.quotewire.notification.store;

/**
 * How a store is. Immutable.
 *
 * @param ok whether it can be relied on
 * @param text some words for a person; public, so without paths and addresses
 */
public record StoreHealth(boolean ok, String text) {}
