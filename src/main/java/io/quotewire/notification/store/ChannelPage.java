package io.quotewire.notification.store;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.Unrecovered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer to a {@link ChannelQuery} is made of what is kept: what is left out, where it ends, and whether it is all that was
 * asked for. The same for every store. Stateless.
 *
 * @param query what was asked for
 * @param terms how long anything is given out
 * @param now the time that ages are measured at
 */
public record ChannelPage(ChannelQuery query, ChannelTerms terms, Instant now) {
    /** An answer ends when it has so many, whatever was asked for, or before it gets longer than this. */
    public static final int MAX_MESSAGES = 1_000;

    /** See {@link #MAX_MESSAGES}. */
    public static final int MAX_CHARACTERS = 131_072;

    /**
     * What is kept of a channel.
     *
     * @param epoch under which positions count; null where nothing was published yet
     * @param first the oldest that is kept; {@code last + 1} where none is
     * @param last the newest that was ever given out
     * @param none why the position that was asked for is none of ours; null where it is, and where none was asked for
     */
    public record Span(
            @Nullable String epoch,
            long first,
            long last,
            @Nullable Unrecovered none) {}

    /**
     * The most messages that an answer can need.
     *
     * @return a count
     */
    public int most() {
        return (int) Math.min(query.limit(), MAX_MESSAGES);
    }

    /**
     * Where reading begins.
     *
     * @param span what is kept
     * @return the position before the first that is to be looked at
     */
    public long after(Span span) {
        long asked = query.seq() == null || span.none() != null ? 0 : query.seq();
        return Math.max(asked, span.first() - 1);
    }

    /**
     * Makes the answer.
     *
     * @param span what is kept
     * @param rows what follows {@link #after}, the oldest first; of the newest, the newest first
     * @param complete whether nothing follows them
     * @return the answer
     */
    public ChannelHistory of(Span span, List<KeptMessage> rows, boolean complete) {
        return query.seq() == null ? newest(span, rows) : following(span, query.seq(), rows, complete);
    }

    private ChannelHistory following(Span span, long asked, List<KeptMessage> rows, boolean complete) {
        Unrecovered reason = span.none();
        if (reason == null && asked < span.first() - 1) {
            reason = Unrecovered.EXPIRED;
        }
        List<ChannelMessage> found = new ArrayList<>();
        long seq = complete ? span.last() : after(span);
        long size = 0;
        for (KeptMessage row : rows) {
            if (size > 0 && size + row.text().length() > MAX_CHARACTERS) {
                seq = row.seq() - 1;
                break;
            }
            seq = Math.max(seq, row.seq());
            if (!terms.old(row.atMs(), now)) {
                found.add(message(span, row));
                size += row.text().length();
            } else if (reason == null) {
                reason = Unrecovered.EXPIRED;
            }
        }
        return answer(span, seq, reason == null, reason, found);
    }

    private ChannelHistory newest(Span span, List<KeptMessage> rows) {
        List<ChannelMessage> found = new ArrayList<>();
        long size = 0;
        for (KeptMessage row : rows) {
            size += row.text().length();
            if (terms.old(row.atMs(), now) || (!found.isEmpty() && size > MAX_CHARACTERS)) {
                break;
            }
            found.add(message(span, row));
        }
        Collections.reverse(found);
        long before = found.isEmpty() ? span.last() : found.get(0).seq() - 1;
        return answer(span, span.last(), before == 0, null, found);
    }

    private ChannelMessage message(Span span, KeptMessage row) {
        return row.message(query.channel(), String.valueOf(span.epoch()));
    }

    private ChannelHistory answer(
            Span span, long seq, boolean recovered, @Nullable Unrecovered reason, List<ChannelMessage> found) {
        ChannelHead at = new ChannelHead(span.epoch(), span.last(), true);
        return new ChannelHistory(query.channel(), at, seq, recovered, reason, found);
    }
}
