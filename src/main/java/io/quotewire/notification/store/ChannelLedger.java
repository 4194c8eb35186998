package io.quotewire.notification.store;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.Unrecovered;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of keeping channels, over tables: what {@link ChannelStore} promises of those that are kept, without waiting for anything.
 * Confined to one thread at a time.
 */
public final class ChannelLedger {
    private static final int CHANNELS_A_STEP = 500;

    private final ChannelTables tables;
    private final ChannelRules rules;
    private final Supplier<String> randomText;
    private String tidiedUpTo = "";

    /**
     * Which messages of a channel are kept: a run without gaps.
     *
     * @param epoch under which they are numbered
     * @param first the oldest; {@code last + 1} where none is
     * @param last the newest that was ever given out
     * @param atMs when that was, epoch milliseconds
     */
    private record Run(String epoch, long first, long last, long atMs) {
        static Run decode(String text) {
            JsonObject json = new JsonObject(text);
            return new Run(json.getString("epoch"), json.getLong("first"), json.getLong("last"), json.getLong("at"));
        }

        String encode() {
            return new JsonObject()
                    .put("epoch", epoch)
                    .put("first", first)
                    .put("last", last)
                    .put("at", atMs)
                    .encode();
        }
    }

    /** A message in its table. */
    private record Row(long atMs, @Nullable String key, String text) {
        static Row decode(String text) {
            JsonObject json = new JsonObject(text);
            return new Row(json.getLong("at"), json.getString("key"), json.getString("text"));
        }

        String encode() {
            JsonObject json = new JsonObject().put("at", atMs).put("text", text);
            return (key == null ? json : json.put("key", key)).encode();
        }
    }

    /**
     * A ledger over tables that may hold something already.
     *
     * @param tables where to keep
     * @param rules how much of which channels
     * @param randomText makes epochs unique
     */
    public ChannelLedger(ChannelTables tables, ChannelRules rules, Supplier<String> randomText) {
        this.tables = tables;
        this.rules = rules;
        this.randomText = randomText;
    }

    /** See {@link ChannelStore#append}; of a channel that is kept. */
    public Numbered append(ChannelPublication publication, Instant now) {
        String channel = publication.channel();
        String key = publication.idempotencyKey();
        Run run = run(channel);
        String before = run == null || key == null ? null : tables.keys().get(TableKey.of(channel, key));
        if (run != null && before != null) {
            return new Numbered(run.epoch(), Long.parseLong(before), true);
        }
        long atMs = now.toEpochMilli();
        Run grown = run == null
                ? new Run(randomText.get(), 1, 1, atMs)
                : new Run(run.epoch(), run.first(), run.last() + 1, atMs);
        long seq = grown.last();
        tables.entries().put(TableKey.of(channel, seq), new Row(atMs, key, KeptMessage.text(publication)).encode());
        if (key != null) {
            tables.keys().put(TableKey.of(channel, key), Long.toString(seq));
        }
        put(channel, trimmed(channel, grown, rules.of(channel), now));
        return new Numbered(grown.epoch(), seq, false);
    }

    /** See {@link ChannelStore#history}; of a channel that is kept. */
    public ChannelHistory history(ChannelQuery query, Instant now) {
        String channel = query.channel();
        Run run = run(channel);
        ChannelPage page = new ChannelPage(query, rules.of(channel), now);
        ChannelPage.Span span = run == null
                ? new ChannelPage.Span(null, 1, 0, problem(query, null, 0))
                : new ChannelPage.Span(run.epoch(), run.first(), run.last(), problem(query, run.epoch(), run.last()));
        long from = query.seq() == null ? Math.max(span.first(), span.last() - page.most() + 1) : page.after(span) + 1;
        List<KeptMessage> rows = new ArrayList<>();
        for (Map.Entry<String, String> entry :
                tables.entries().range(TableKey.of(channel, from), TableKey.end(channel), page.most())) {
            Row row = Row.decode(entry.getValue());
            rows.add(new KeptMessage(from + rows.size(), row.atMs(), row.text()));
        }
        boolean complete = from + rows.size() > span.last();
        if (query.seq() == null) {
            Collections.reverse(rows);
        }
        return page.of(span, rows, complete);
    }

    /** See {@link ChannelStore#heads}; of a channel that is kept. */
    public ChannelHead head(String channel) {
        Run run = run(channel);
        return run == null ? new ChannelHead(null, 0, true) : new ChannelHead(run.epoch(), run.last(), true);
    }

    /**
     * A bounded piece of housekeeping: forgets what is too old, and what need not be kept any more, of some channels; the next call goes
     * on with others.
     *
     * @param now the time that ages are measured at
     * @return how many messages were forgotten
     */
    public int tidy(Instant now) {
        List<Map.Entry<String, String>> some = tables.heads().range(tidiedUpTo, "\uffff", CHANNELS_A_STEP);
        long gone = 0;
        for (Map.Entry<String, String> entry : some) {
            String channel = TableKey.userOf(entry.getKey());
            ChannelTerms terms = rules.of(channel);
            Run run = Run.decode(entry.getValue());
            Run left = trimmed(channel, run, terms, now);
            gone += left.first() - run.first();
            boolean over = run.atMs() < now.minus(terms.remembered()).toEpochMilli();
            if (over || !terms.keep()) {
                tables.heads().remove(entry.getKey());
            } else if (!left.equals(run)) {
                put(channel, left);
            }
        }
        tidiedUpTo =
                some.size() < CHANNELS_A_STEP ? "" : some.get(some.size() - 1).getKey() + '\u0000';
        return (int) gone;
    }

    /** Why a position is none of ours; null where it is. */
    private static @Nullable Unrecovered problem(ChannelQuery query, @Nullable String epoch, long last) {
        if (query.seq() == null) {
            return null;
        }
        if (query.epoch() != null && !query.epoch().equals(epoch)) {
            return Unrecovered.EPOCH;
        }
        return query.seq() > last ? Unrecovered.AHEAD : null;
    }

    /** Forgets from the oldest on, until what is left is within the terms. */
    private Run trimmed(String channel, Run run, ChannelTerms terms, Instant now) {
        long first = run.first();
        while (first <= run.last()) {
            String key = TableKey.of(channel, first);
            String text = tables.entries().get(key);
            Row row = text == null ? null : Row.decode(text);
            if (row != null && run.last() - first < terms.messages() && !terms.old(row.atMs(), now)) {
                break;
            }
            tables.entries().remove(key);
            if (row != null && row.key() != null) {
                tables.keys().remove(TableKey.of(channel, row.key()));
            }
            first++;
        }
        return new Run(run.epoch(), first, run.last(), run.atMs());
    }

    private @Nullable Run run(String channel) {
        String text = tables.heads().get(TableKey.first(channel));
        return text == null ? null : Run.decode(text);
    }

    private void put(String channel, Run run) {
        tables.heads().put(TableKey.first(channel), run.encode());
    }
}
