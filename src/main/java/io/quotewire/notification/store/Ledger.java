package io.quotewire.notification.store;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationReceipt;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredNotification;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of keeping notifications, over tables: what {@link NotificationStore} promises, without waiting for
 * anything. Confined to one thread at a time.
 *
 * <p>An id ends with the notification's seq, so that it is found without an index of its own.
 */
public final class Ledger {
    /** A client may name any device: so many are remembered, the one that was not heard of for longest goes. */
    static final int MAX_DEVICES = 100;

    /** A page ends when it has so many, whatever was asked for, or before it gets longer than this. */
    static final int MAX_PAGE = 1_000;

    static final int PAGE_CHARACTERS = 131_072;

    private static final int USERS_A_STEP = 500;
    private static final int SEQ_RADIX = 36;
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

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
        Entry entry = entry(request, seq, now);
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
        Long asked = position(query, head);
        long after = Math.max(asked == null ? 0 : asked, head.first() - 1);
        boolean recovered = asked != null && asked >= head.first() - 1;
        int most = query.page() == null ? Integer.MAX_VALUE : (int) Math.min(query.page(), MAX_PAGE);
        List<Map.Entry<String, String>> rows =
                tables.entries().range(TableKey.of(user, after + 1), TableKey.end(user), most);
        List<StoredNotification> found = new ArrayList<>();
        long seq = rows.size() < most ? head.last() : after;
        long size = 0;
        for (Map.Entry<String, String> row : rows) {
            Entry entry = Entry.decode(row.getValue());
            if (query.page() != null && size > 0 && size + row.getValue().length() > PAGE_CHARACTERS) {
                seq = entry.notification().seq() - 1;
                break;
            }
            seq = Math.max(seq, entry.notification().seq());
            if (old(entry, now)) {
                recovered = false;
            } else if (entry.alive(now.toEpochMilli())) {
                found.add(entry.notification());
                size += row.getValue().length();
            }
        }
        int limit = query.limit() == null ? Integer.MAX_VALUE : (int) Math.min(query.limit(), Integer.MAX_VALUE);
        if (found.size() > limit) {
            found = found.subList(found.size() - limit, found.size());
            recovered = false;
        }
        return new NotificationHistory(epoch, seq, head.last(), recovered, found);
    }

    /** See {@link NotificationStore#heads}. */
    public NotificationHeads heads(NotificationHeadsQuery query) {
        Map<String, Long> seqs = new HashMap<>();
        query.users().forEach(user -> seqs.put(user, head(user).last()));
        return new NotificationHeads(epoch, seqs);
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
        String key = TableKey.of(read.userId(), seqOf(read.id()));
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

    private Entry entry(NotificationRequest request, long seq, Instant now) {
        StoredNotification notification = new StoredNotification(
                request.userId(),
                epoch,
                seq,
                randomText.get() + "-" + Long.toString(seq, SEQ_RADIX),
                request.kind(),
                request.title(),
                request.body(),
                request.data(),
                MILLISECONDS.format(now),
                false);
        long atMs = now.toEpochMilli();
        Long ttl = request.ttlSeconds();
        Long untilMs = ttl == null
                ? null
                : (Long) (atMs + Math.min(ttl, limits.maxAge().toSeconds()) * 1_000);
        return new Entry(notification, atMs, untilMs, request.idempotencyKey(), request.receipt());
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
            if (entry != null && head.last() - first < limits.perUser() && !old(entry, now)) {
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

    private boolean old(Entry entry, Instant now) {
        return entry.atMs() < now.minus(limits.maxAge()).toEpochMilli();
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
        String user = ack.userId();
        return tables.entries().range(TableKey.of(user, from), TableKey.of(user, to + 1), Integer.MAX_VALUE).stream()
                .map(row -> Entry.decode(row.getValue()))
                .filter(Entry::receipt)
                .map(entry -> new NotificationReceipt(
                        entry.notification().id(), user, ack.device(), MILLISECONDS.format(now)))
                .toList();
    }

    private Head head(String user) {
        return Head.decode(tables.heads().get(TableKey.first(user)));
    }

    private static String deviceKey(String user, @Nullable String device) {
        return TableKey.of(user, device == null ? "" : device);
    }

    /** -1, which no notification has, where the id is none of ours. */
    private static long seqOf(String id) {
        try {
            return Long.parseLong(id.substring(id.lastIndexOf('-') + 1), SEQ_RADIX);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
