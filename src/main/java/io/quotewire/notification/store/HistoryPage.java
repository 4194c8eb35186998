package io.quotewire.notification.store;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.StoredNotification;
import io.quotewire.bus.Unrecovered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an answer to a {@link NotificationQuery} is made of what is kept: what is left out, where a page ends, and whether it is all
 * that was asked for. The same for every store. Stateless.
 *
 * @param limits how long anything is given out
 * @param now the time that ages are measured at
 */
public record HistoryPage(HistoryLimits limits, Instant now) {
    /** A page ends when it has so many, whatever was asked for, or before it gets longer than this. */
    public static final int MAX_PAGE = 1_000;

    /** See {@link #MAX_PAGE}. */
    public static final int PAGE_CHARACTERS = 131_072;

    /**
     * What is kept of a user.
     *
     * @param epoch under which the positions count
     * @param first the oldest that is kept; {@code last + 1} where none is
     * @param last the newest that was ever kept
     * @param asked the position that was asked for; null where it is none of ours
     */
    public record Span(
            String epoch, long first, long last, @Nullable Long asked) {
        /**
         * Where reading begins.
         *
         * @return the position before the first that is to be looked at
         */
        public long after() {
            return Math.max(asked == null ? 0 : asked, first - 1);
        }
    }

    /**
     * One that was read.
     *
     * @param entry it
     * @param size its length in characters, more or less
     */
    public record Row(Entry entry, int size) {}

    /**
     * The most rows that an answer can need.
     *
     * @param query what was asked for
     * @return a count; {@link Integer#MAX_VALUE} where all are needed
     */
    public static int most(NotificationQuery query) {
        return query.page() == null ? Integer.MAX_VALUE : (int) Math.min(query.page(), MAX_PAGE);
    }

    /**
     * Makes the answer.
     *
     * @param query what was asked for
     * @param span what is kept
     * @param rows what follows {@link Span#after}, oldest first; where the query has a limit, its newest will do if one more than
     *     the limit are not too old
     * @param complete whether nothing follows them
     * @return the answer
     */
    public NotificationHistory of(NotificationQuery query, Span span, List<Row> rows, boolean complete) {
        Unrecovered reason = reason(query, span);
        List<StoredNotification> found = new ArrayList<>();
        long seq = complete ? span.last() : span.after();
        long size = 0;
        for (Row row : rows) {
            Entry entry = row.entry();
            if (query.page() != null && size > 0 && size + row.size() > PAGE_CHARACTERS) {
                seq = entry.notification().seq() - 1;
                break;
            }
            seq = Math.max(seq, entry.notification().seq());
            if (entry.old(now, limits)) {
                reason = Objects.requireNonNullElse(reason, Unrecovered.EXPIRED);
            } else if (entry.alive(now.toEpochMilli())) {
                found.add(entry.notification());
                size += row.size();
            }
        }
        int limit = query.limit() == null ? Integer.MAX_VALUE : (int) Math.min(query.limit(), Integer.MAX_VALUE);
        boolean all = found.size() <= limit;
        List<StoredNotification> given = all ? found : found.subList(found.size() - limit, found.size());
        boolean recovered = all && reason == null;
        return new NotificationHistory(span.epoch(), seq, span.last(), recovered, reason, given);
    }

    /** Why not all that followed the position is there. */
    private static @Nullable Unrecovered reason(NotificationQuery query, Span span) {
        if (span.asked() == null) {
            boolean sameEpoch = query.epoch() == null || query.epoch().equals(span.epoch());
            return sameEpoch ? Unrecovered.AHEAD : Unrecovered.EPOCH;
        }
        return span.asked() < span.first() - 1 ? Unrecovered.EXPIRED : null;
    }
}
