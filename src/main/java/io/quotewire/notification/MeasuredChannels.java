package io.quotewire.notification;

import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.notification.StoreMeters.Operation;
import io.quotewire.notification.store.ChannelStore;
import io.quotewire.notification.store.Numbered;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Channels whose work is measured. Confined to the context of the store.
 *
 * @param channels do the work
 * @param meters take the time
 */
record MeasuredChannels(ChannelStore channels, StoreMeters meters) implements ChannelStore {
    @Override
    public Future<Numbered> append(ChannelPublication publication, Instant now) {
        return meters.measured(Operation.CHANNEL_APPEND, () -> channels.append(publication, now));
    }

    @Override
    public Future<ChannelHistory> history(ChannelQuery query, Instant now) {
        return meters.measured(Operation.CHANNEL_HISTORY, () -> channels.history(query, now));
    }

    @Override
    public Future<ChannelHeads> heads(ChannelHeadsQuery query) {
        return meters.measured(Operation.CHANNEL_HEADS, () -> channels.heads(query));
    }
}
