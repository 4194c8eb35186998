package io.quotewire.notification.store;

import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Numbers what is published to channels, and keeps as much of it as {@link ChannelRules} say. Confined to the context that opened it;
 * nothing here blocks. A part of a {@link NotificationStore}, with which it ends.
 *
 * <p>Calls for one channel take effect in the order in which they were made, and their futures complete in that order. Where the store
 * cannot be reached or cannot write, futures fail with {@link io.quotewire.bus.FailureCode#STORE_UNAVAILABLE}; the change may have been
 * made all the same, and is asked for again with the same idempotency key.
 *
 * <p>A channel's {@code seq} rises by exactly one under its epoch. Of a channel that is kept it goes on for ever, but for one that nobody
 * has published to for very long. Where the store has lost what it had given out, the epoch is another one.
 */
public interface ChannelStore {
    /**
     * Gives a publication its place, and keeps it where its channel is kept.
     *
     * @param publication what; checked already
     * @param now the time it gets
     * @return its place; the first one's again if its idempotency key was used before and is still remembered
     */
    Future<Numbered> append(ChannelPublication publication, Instant now);

    /**
     * What is kept of a channel after a position, oldest first, or the newest of it. It ends early where it gets long.
     *
     * @param query of which, and after which position
     * @param now the time that ages are measured at
     * @return the messages
     */
    Future<ChannelHistory> history(ChannelQuery query, Instant now);

    /**
     * How far the numbering of channels has come.
     *
     * @param query of which
     * @return the newest position of each
     */
    Future<ChannelHeads> heads(ChannelHeadsQuery query);
}
