package io.quotewire.notification.store;

import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.Unrecovered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store should do for one channel that is kept, in the plainest words. It knows one epoch. */
final class ChannelModel {
    private final ChannelTerms terms;
    private final List<Kept> all = new ArrayList<>();
    private long first = 1;

    private record Kept(int n, @Nullable String key, Instant at) {}

    /** What an answer says. */
    record Answer(
            long seq,
            long head,
            boolean recovered,
            @Nullable Unrecovered reason,
            List<Integer> shown) {}

    ChannelModel(ChannelTerms terms) {
        this.terms = terms;
    }

    long last() {
        return all.size();
    }

    /** Its seq, and whether it is a repetition of one that is still kept. */
    List<Object> append(int n, @Nullable String key, Instant now) {
        for (long seq = first; seq <= last(); seq++) {
            if (key != null && key.equals(kept(seq).key)) {
                return List.of(seq, true);
            }
        }
        all.add(new Kept(n, key, now));
        while (last() - first >= terms.messages() || old(first, now)) {
            first++;
        }
        return List.of(last(), false);
    }

    Answer history(ChannelQuery query, Instant now) {
        if (query.seq() == null) {
            long from = Math.max(first, last() - query.limit() + 1);
            while (from <= last() && old(from, now)) {
                from++;
            }
            return new Answer(last(), last(), from == 1, null, shown(from, last(), now));
        }
        long asked = query.seq();
        Unrecovered reason = null;
        if (query.epoch() != null) {
            reason = Unrecovered.EPOCH;
        } else if (asked > last()) {
            reason = Unrecovered.AHEAD;
        } else if (asked < first - 1) {
            reason = Unrecovered.EXPIRED;
        }
        boolean ours = reason == null || reason == Unrecovered.EXPIRED;
        long after = Math.max(ours ? asked : 0, first - 1);
        long to = Math.min(last(), after + query.limit());
        for (long seq = after + 1; seq <= to; seq++) {
            if (reason == null && old(seq, now)) {
                reason = Unrecovered.EXPIRED;
            }
        }
        return new Answer(to, last(), reason == null, reason, shown(after + 1, to, now));
    }

    private List<Integer> shown(long from, long to, Instant now) {
        List<Integer> shown = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            if (!old(seq, now)) {
                shown.add(kept(seq).n);
            }
        }
        return shown;
    }

    private Kept kept(long seq) {
        return all.get((int) seq - 1);
    }

    private boolean old(long seq, Instant now) {
        return kept(seq).at.isBefore(now.minus(terms.maxAge()));
    }
}
