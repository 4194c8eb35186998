package io.quotewire.notification.store.redis;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisScript;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.HistoryPage;
import io.quotewire.notification.store.HistoryPage.Row;
import io.quotewire.notification.store.HistoryPage.Span;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is kept, in pieces: however much that is, Redis has other work too, and does it between them. Confined to the store's
 * context.
 */
final class RedisHistory {
    private static final int PIECE = 1_000;
    private static final int PIECE_BYTES = 1_000_000;
    private static final int NEWEST_BYTES = 32_000_000;

    private final RedisScript script;
    private final HistoryLimits limits;

    /** What to read, in the script's words. */
    private record Piece(String seq, String epoch, String device, boolean newest, int most, int bytes) {
        Piece after(long position) {
            return new Piece(Long.toString(position), "", device, newest, most, bytes);
        }
    }

    /** Of whom, over what, and when. */
    private record Reader(RedisLink link, UserKeys keys, String user, Instant now) {}

    /** What came back. */
    private record Part(Span span, boolean complete, List<Row> rows) {}

    RedisHistory(RedisScript script, HistoryLimits limits) {
        this.script = script;
        this.limits = limits;
    }

    Future<NotificationHistory> read(RedisLink link, UserKeys keys, NotificationQuery query, Instant now) {
        HistoryPage page = new HistoryPage(limits, now);
        Reader reader = new Reader(link, keys, query.userId(), now);
        if (query.page() != null) {
            Piece piece = piece(query, false, HistoryPage.most(query), HistoryPage.PAGE_CHARACTERS);
            return part(reader, piece).map(part -> page.of(query, part.span(), part.rows(), part.complete()));
        }
        if (query.limit() != null) {
            int most = (int) Math.min(query.limit(), Integer.MAX_VALUE - 1) + 1;
            return part(reader, piece(query, true, most, NEWEST_BYTES)).map(part -> newest(page, query, part));
        }
        Piece first = piece(query, false, PIECE, PIECE_BYTES);
        return all(reader, first, new ArrayList<>(), null).map(part -> page.of(query, part.span(), part.rows(), true));
    }

    private static Piece piece(NotificationQuery query, boolean newest, int most, int bytes) {
        String seq = query.seq() == null ? "" : Long.toString(query.seq());
        return new Piece(seq, text(query.epoch()), text(query.device()), newest, most, bytes);
    }

    private static NotificationHistory newest(HistoryPage page, NotificationQuery query, Part part) {
        List<Row> rows = new ArrayList<>(part.rows());
        Collections.reverse(rows);
        NotificationHistory found = page.of(query, part.span(), rows, true);
        return part.complete() ? found : found.cutOff();
    }

    private Future<Part> all(Reader reader, Piece piece, List<Row> before, @Nullable Span start) {
        return part(reader, piece).compose(part -> {
            Span span = start == null ? part.span() : start;
            before.addAll(part.rows());
            if (part.complete() || part.rows().isEmpty()) {
                return Future.succeededFuture(new Part(span, true, before));
            }
            long reached = before.get(before.size() - 1).entry().notification().seq();
            return all(reader, piece.after(reached), before, span);
        });
    }

    private Future<Part> part(Reader reader, Piece piece) {
        UserKeys keys = reader.keys();
        Instant now = reader.now();
        return script.run(
                        reader.link(),
                        List.of(keys.head(), keys.entries(), keys.devices(), keys.read()),
                        List.of(
                                piece.seq(),
                                piece.epoch(),
                                piece.device(),
                                piece.newest() ? "newest" : "first",
                                Integer.toString(piece.most()),
                                Integer.toString(piece.bytes()),
                                Long.toString(now.toEpochMilli()),
                                Long.toString(now.minus(limits.maxAge()).toEpochMilli())))
                .map(answer -> part(reader.user(), answer));
    }

    private static Part part(String user, Response answer) {
        String epoch = answer.get(0).toString();
        long asked = answer.get(3).toLong();
        Span span = new Span(epoch, answer.get(1).toLong(), answer.get(2).toLong(), asked < 0 ? null : (Long) asked);
        boolean complete = answer.get(4).toInteger() == 1;
        return new Part(span, complete, Rows.rows(user, epoch, answer.get(5), answer.get(6)));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
