package io.quotewire.notification.store;

/**
 * The tables of a {@link ChannelLedger}.
 *
 * @param entries by channel and seq: the messages
 * @param heads by channel: which are kept, under which epoch
 * @param keys by channel and idempotency key: the seq it was used for
 */
public record ChannelTables(Table entries, Table heads, Table keys) {}
