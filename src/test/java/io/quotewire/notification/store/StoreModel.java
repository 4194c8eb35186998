package io.quotewire.notification.store;

import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.Unrecovered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a store should do for one user, in the plainest words. It knows one epoch. */
final class StoreModel {
    private final HistoryLimits limits;
    private final List<Kept> all = new ArrayList<>();
    private final Map<String, Long> devices = new HashMap<>();
    private long first = 1;
    private long acked;

    /** One that was kept, for ever. */
    private static final class Kept {
        private final NotificationRequest request;
        private final Instant at;
        private boolean read;

        private Kept(NotificationRequest request, Instant at) {
            this.request = request;
            this.at = at;
        }
    }

    /** What an answer says. */
    record Answer(
            long seq,
            long head,
            boolean recovered,
            @Nullable Unrecovered reason,
            List<String> shown) {}

    StoreModel(HistoryLimits limits) {
        this.limits = limits;
    }

    long last() {
        return all.size();
    }

    /** Its seq; the one of the first with this key where that is still kept. */
    long append(NotificationRequest request, Instant now) {
        for (long seq = first; seq <= last(); seq++) {
            String key = kept(seq).request.idempotencyKey();
            if (key != null && key.equals(request.idempotencyKey())) {
                return seq;
            }
        }
        all.add(new Kept(request, now));
        while (last() - first >= limits.perUser() || old(kept(first), now)) {
            first++;
        }
        return last();
    }

    /** Where the device is now, and the seqs of the receipts. */
    List<Long> acknowledge(@Nullable String device, long seq) {
        long from = devices.getOrDefault(String.valueOf(device), 0L);
        long to = Math.max(from, Math.min(seq, last()));
        List<Long> result = new ArrayList<>(List.of(to));
        if (to > from) {
            devices.put(String.valueOf(device), to);
            for (long one = Math.max(acked + 1, first); one <= to; one++) {
                if (kept(one).request.receipt()) {
                    result.add(one);
                }
            }
            acked = Math.max(acked, to);
        }
        return result;
    }

    boolean read(long seq) {
        if (seq < first || seq > last()) {
            return false;
        }
        kept(seq).read = true;
        return true;
    }

    Answer history(NotificationQuery query, boolean sameEpoch, Instant now) {
        long asked = query.seq() == null ? devices.getOrDefault(String.valueOf(query.device()), 0L) : query.seq();
        Unrecovered reason = null;
        if (query.seq() != null && !sameEpoch) {
            reason = Unrecovered.EPOCH;
        } else if (asked > last()) {
            reason = Unrecovered.AHEAD;
        } else if (asked < first - 1) {
            reason = Unrecovered.EXPIRED;
        }
        long seq = reason == null ? asked : first - 1;
        long page = Objects.requireNonNullElse(query.page(), Long.MAX_VALUE);
        List<String> shown = new ArrayList<>();
        for (long rows = 0; rows < page && seq < last(); rows++) {
            seq++;
            Kept kept = kept(seq);
            if (old(kept, now)) {
                reason = reason == null ? Unrecovered.EXPIRED : reason;
            } else if (alive(kept, now)) {
                shown.add(seq + kept.request.title() + kept.read);
            }
        }
        int limit = query.limit() == null ? shown.size() : (int) Math.min(query.limit(), shown.size());
        boolean recovered = reason == null && limit == shown.size();
        return new Answer(seq, last(), recovered, reason, shown.subList(shown.size() - limit, shown.size()));
    }

    private Kept kept(long seq) {
        return all.get((int) seq - 1);
    }

    private boolean old(Kept kept, Instant now) {
        return kept.at.isBefore(now.minus(limits.maxAge()));
    }

    private static boolean alive(Kept kept, Instant now) {
        Long ttl = kept.request.ttlSeconds();
        return ttl == null || now.isBefore(kept.at.plusSeconds(ttl));
    }
}
