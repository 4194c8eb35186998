package io.quotewire.notification.store;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationReceipt;
import io.quotewire.bus.NotificationRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of keeping notifications, over tables: what {@link NotificationStore} promises, without waiting for
 * anything. Confined to one thread at a time.
 */
public final class Ledger {
    /** A client may name any device: so many are remembered, the one that was not heard of for longest goes. */
    public static final int MAX_DEVICES = 100;

    private static final int USERS_A_STEP = 500;

    private final Tables tables;
    private final HistoryLimits limits;
    private final String epoch;
    private final Supplier<String> randomText;
    private String tidiedUpTo = "";

    /**
     * A ledger over tables that may hold something already.
     *
     * @param tables where to keep
     * @param limits how much
     * @param epoch under which the numbers in these tables count
     * @param randomText makes ids unique: 8 characters or more, no dash
     */
    public Ledger(Tables tables, HistoryLimits limits, String epoch, Supplier<String> randomText) {
        this.tables = tables;
        this.limits = limits;
        this.epoch = epoch;
        this.randomText = randomText;
    }

    /** See {@link NotificationStore#append}. */
    public Appended append(NotificationRequest request, Instant now) {
        String user = request.userId();
        String key = request.idempotencyKey();
        Entry before = key == null ? null : firstAnswer(user, key);
        if (before != null) {
            return new Appended(before.notification(), true);
        }
        Head head = head(user);
        long seq = head.last() + 1;
        String id = new NotificationId(randomText.get(), seq).toString();
        Entry entry = Entry.of(request, epoch, id, seq, now, limits);
        tables.entries().put(TableKey.of(user, seq), entry.encode());
        if (key != null) {
            tables.keys().put(TableKey.of(user, key), Long.toString(seq));
        }
        Head grown = new Head(head.first(), seq, head.acked());
        tables.heads().put(TableKey.first(user), trimmed(user, grown, now).encode());
        return new Appended(entry.notification(), false);
    }

    /** See {@link NotificationStore#history}. */
    public NotificationHistory history(NotificationQuery query, Instant now) {
        String user = query.userId();
        Head head = head(user);
        HistoryPage.Span span = new HistoryPage.Span(epoch, head.first(), head.last(), position(query, head));
        int most = HistoryPage.most(query);
        List<HistoryPage.Row> rows =
                tables.entries().range(TableKey.of(user, span.after() + 1), TableKey.end(user), most).stream()
                        .map(row -> new HistoryPage.Row(
                                Entry.decode(row.getValue()), row.getValue().length()))
                        .toList();
        return new HistoryPage(limits, now).of(query, span, rows, rows.size() < most);
    }

    /** See {@link NotificationStore#heads}. */
    public NotificationHeads heads(NotificationHeadsQuery query) {
        Map<String, NotificationHeads.Head> heads = new HashMap<>();
        query.users()
                .forEach(user -> heads.put(
                        user, new NotificationHeads.Head(epoch, head(user).last())));
        return new NotificationHeads(heads);
    }

    /** See {@link NotificationStore#acknowledge}. */
    public Acknowledged acknowledge(NotificationAck ack, Instant now) {
        String user = ack.userId();
        Head head = head(user);
        long to = Math.min(ack.seq(), head.last());
        long from = positionOf(user, ack.device());
        if (to <= from) {
            return new Acknowledged(from, List.of());
        }
        move(user, ack.device(), to, now);
        if (to <= head.acked()) {
            return new Acknowledged(to, List.of());
        }
        List<NotificationReceipt> receipts = receipts(ack, Math.max(head.acked() + 1, head.first()), to, now);
        tables.heads().put(TableKey.first(user), new Head(head.first(), head.last(), to).encode());
        return new Acknowledged(to, receipts);
    }

    /** See {@link NotificationStore#markRead}. */
    public boolean markRead(NotificationRead read) {
        Optional<NotificationId> id = NotificationId.parse(read.id());
        if (id.isEmpty()) {
            return false;
        }
        String key = TableKey.of(read.userId(), id.get().seq());
        String text = tables.entries().get(key);
        Entry entry = text == null ? null : Entry.decode(text);
        if (entry == null || !entry.notification().id().equals(read.id())) {
            return false;
        }
        if (!entry.notification().read()) {
            tables.entries().put(key, entry.asRead().encode());
        }
        return true;
    }

    /** See {@link NotificationStore#tidy}. */
    public int tidy(Instant now) {
        List<Map.Entry<String, String>> users = tables.heads().range(tidiedUpTo, "\uffff", USERS_A_STEP);
        long gone = 0;
        for (Map.Entry<String, String> row : users) {
            Head head = Head.decode(row.getValue());
            Head left = head.kept() == 0 ? head : trimmed(TableKey.userOf(row.getKey()), head, now);
            if (!left.equals(head)) {
                tables.heads().put(row.getKey(), left.encode());
                gone += head.kept() - left.kept();
            }
        }
        tidiedUpTo =
                users.size() < USERS_A_STEP ? "" : users.get(users.size() - 1).getKey() + '\u0000';
        return (int) gone;
    }

    private @Nullable Entry firstAnswer(String user, String key) {
        String seq = tables.keys().get(TableKey.of(user, key));
        String text = seq == null ? null : tables.entries().get(TableKey.of(user, Long.parseLong(seq)));
        return text == null ? null : Entry.decode(text);
    }

    /** Forgets from the oldest on, until what is left is within the limits. */
    private Head trimmed(String user, Head head, Instant now) {
        long first = head.first();
        while (first <= head.last()) {
            String key = TableKey.of(user, first);
            String text = tables.entries().get(key);
            Entry entry = text == null ? null : Entry.decode(text);
            if (entry != null && head.last() - first < limits.perUser() && !entry.old(now, limits)) {
                break;
            }
            tables.entries().remove(key);
            if (entry != null && entry.idempotencyKey() != null) {
                tables.keys().remove(TableKey.of(user, entry.idempotencyKey()));
            }
            first++;
        }
        return new Head(first, head.last(), head.acked());
    }

    /** Null where the position is none of ours. */
    private @Nullable Long position(NotificationQuery query, Head head) {
        Long seq = query.seq();
        if (seq == null) {
            return positionOf(query.userId(), query.device());
        }
        boolean ours = query.epoch() == null || query.epoch().equals(epoch);
        return ours && seq <= head.last() ? seq : null;
    }

    private long positionOf(String user, @Nullable String device) {
        String text = tables.positions().get(deviceKey(user, device));
        return text == null ? 0 : new JsonObject(text).getLong("seq");
    }

    private void move(String user, @Nullable String device, long seq, Instant now) {
        String key = deviceKey(user, device);
        if (tables.positions().get(key) == null) {
            makeRoom(user);
        }
        tables.positions()
                .put(
                        key,
                        new JsonObject()
                                .put("seq", seq)
                                .put("at", now.toEpochMilli())
                                .encode());
    }

    private void makeRoom(String user) {
        List<Map.Entry<String, String>> devices =
                tables.positions().range(TableKey.first(user), TableKey.end(user), MAX_DEVICES + 1);
        if (devices.size() > MAX_DEVICES) {
            devices.stream()
                    .filter(row -> !row.getKey().equals(deviceKey(user, null)))
                    .min(Comparator.comparing(row -> new JsonObject(row.getValue()).getLong("at")))
                    .ifPresent(row -> tables.positions().remove(row.getKey()));
        }
    }

    private List<NotificationReceipt> receipts(NotificationAck ack, long from, long to, Instant now) {
        if (from > to) {
            return List.of();
        }
        String user = ack.userId();
        return tables.entries().range(TableKey.of(user, from), TableKey.of(user, to + 1), Integer.MAX_VALUE).stream()
                .map(row -> Entry.decode(row.getValue()))
                .filter(Entry::receipt)
                .map(entry -> new NotificationReceipt(entry.notification().id(), user, ack.device(), Times.text(now)))
                .toList();
    }

    private Head head(String user) {
        return Head.decode(tables.heads().get(TableKey.first(user)));
    }

    private static String deviceKey(String user, @Nullable String device) {
        return TableKey.of(user, device == null ? "" : device);
    }
}
