package io.quotewire.notification.store;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps everything in memory: quick, bounded, and gone with the process. For development and tests. Confined to the
 * context that made it.
 */
public final class MemoryStore implements NotificationStore {
    /** So many notifications of all users are kept, and messages of all channels; more are refused, never dropped. */
    static final int MAX_ENTRIES = 200_000;

    private final MemoryTable entries;
    private final MemoryTable messages;
    private final Ledger ledger;
    private final ChannelLedger channelLedger;
    private final ChannelStore channels;

    /**
     * An empty store.
     *
     * @param limits how much it keeps of each user
     * @param randomText makes its epoch and its ids unique
     */
    public MemoryStore(HistoryLimits limits, Supplier<String> randomText) {
        this(limits, randomText, MAX_ENTRIES);
    }

    MemoryStore(HistoryLimits limits, Supplier<String> randomText, int maxEntries) {
        entries = new MemoryTable(maxEntries);
        messages = new MemoryTable(maxEntries);
        Tables tables = new Tables(entries, new MemoryTable(), new MemoryTable(), new MemoryTable());
        this.ledger = new Ledger(tables, limits, randomText.get(), randomText);
        ChannelTables ofChannels = new ChannelTables(messages, new MemoryTable(), new MemoryTable());
        channelLedger = new ChannelLedger(ofChannels, limits.channels(), randomText);
        channels = new LocalChannels(limits.channels(), randomText.get(), this::onChannels);
    }

    @Override
    public Future<Appended> append(NotificationRequest request, Instant now) {
        return done(() -> ledger.append(request, now));
    }

    /** A table that is full throws. */
    private static <T> Future<T> done(Supplier<T> task) {
        return Future.succeededFuture().map(go -> task.get());
    }

    @Override
    public Future<NotificationHistory> history(NotificationQuery query, Instant now) {
        return Future.succeededFuture(ledger.history(query, now));
    }

    @Override
    public Future<NotificationHeads> heads(NotificationHeadsQuery query) {
        return Future.succeededFuture(ledger.heads(query));
    }

    @Override
    public Future<Acknowledged> acknowledge(NotificationAck ack, Instant now) {
        return Future.succeededFuture(ledger.acknowledge(ack, now));
    }

    @Override
    public Future<Boolean> markRead(NotificationRead read) {
        return Future.succeededFuture(ledger.markRead(read));
    }

    @Override
    public Future<Integer> tidy(Instant now) {
        return Future.succeededFuture(ledger.tidy(now) + channelLedger.tidy(now));
    }

    @Override
    public ChannelStore channels() {
        return channels;
    }

    private <T> Future<T> onChannels(Function<ChannelLedger, T> task) {
        return done(() -> task.apply(channelLedger));
    }

    @Override
    public Future<StoreHealth> health() {
        boolean room = !entries.isFull() && !messages.isFull();
        return Future.succeededFuture(new StoreHealth(room, room ? "in memory, lost at the end" : "memory store full"));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
