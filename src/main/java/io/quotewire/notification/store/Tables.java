package io.quotewire.notification.store;

/**
 * The tables of a {@link Ledger}.
 *
 * @param entries by user and seq: the notifications
 * @param heads by user: which are kept, and how far any device has come
 * @param positions by user and device: how far the device has come
 * @param keys by user and idempotency key: the seq it was used for
 */
public record Tables(Table entries, Table heads, Table positions, Table keys) {}
