package io.quotewire.notification.store.redis;

import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredNotification;
import io.quotewire.notification.store.Entry;
import io.quotewire.notification.store.HistoryPage.Row;
import io.quotewire.notification.store.NotificationId;
import io.quotewire.notification.store.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entries of the stream: names and values in a fixed order, which {@code append.lua} writes. Stateless. */
final class Rows {
    private static final int RANDOM = 1;
    private static final int AT = 3;
    private static final int UNTIL = 5;
    private static final int KEY = 7;
    private static final int RECEIPT = 9;
    private static final int TEXT = 11;

    /** About as long as what is around the text when it is given out. */
    private static final int AROUND = 200;

    private Rows() {}

    /** What the store need not look into. */
    static String text(NotificationRequest request) {
        return new JsonObject()
                .put("kind", request.kind())
                .put("title", request.title())
                .put("body", request.body())
                .put("data", request.data())
                .encode();
    }

    /** An answer's list of entries, and the list of the seqs of those that were read. */
    static List<Row> rows(String user, String epoch, Response entries, Response read) {
        Set<Long> seqs = new HashSet<>();
        read.forEach(seq -> seqs.add(seq.toLong()));
        List<Row> rows = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            String id = entry.get(0).toString();
            long seq = Long.parseLong(id.substring(0, id.indexOf('-')));
            Response fields = entry.get(1);
            rows.add(new Row(
                    entry(user, epoch, seq, fields, seqs.contains(seq)),
                    fields.get(TEXT).toString().length() + AROUND));
        }
        return rows;
    }

    static Entry entry(String user, String epoch, long seq, Response fields, boolean read) {
        JsonObject text = new JsonObject(fields.get(TEXT).toString());
        long atMs = fields.get(AT).toLong();
        StoredNotification notification = new StoredNotification(
                user,
                epoch,
                seq,
                new NotificationId(fields.get(RANDOM).toString(), seq).toString(),
                text.getString("kind"),
                text.getString("title"),
                text.getString("body"),
                text.getJsonObject("data"),
                Times.text(Instant.ofEpochMilli(atMs)),
                read);
        String until = word(fields, UNTIL);
        return new Entry(
                notification,
                atMs,
                until == null ? null : Long.valueOf(until),
                word(fields, KEY),
                word(fields, RECEIPT) != null);
    }

    private static @Nullable String word(Response fields, int place) {
        String word = fields.get(place).toString();
        return word.isEmpty() ? null : word;
    }
}
