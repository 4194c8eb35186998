package io.quotewire.gateway.presence;

import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceCount;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * All counts of another node on their way here, page by page, while that node goes on changing. What it tells meanwhile is kept
 * and done again on top of the pages: counts are absolute, so that what a page knew already does no harm. Confined to its book.
 */
final class Transfer {
    private static final int MAX_KEPT = 1_000;

    private final Map<Member, Integer> counts = new HashMap<>();
    private final TreeMap<Long, PresenceChanges> kept = new TreeMap<>();
    private long firstSeq = -1;
    private long seq;
    private PresenceStateQuery open;
    private long askedMs;

    /**
     * Begins with the first page.
     *
     * @param id of the question
     * @param nowMs when it is asked
     */
    Transfer(String id, long nowMs) {
        open = new PresenceStateQuery(id, null, null);
        askedMs = nowMs;
    }

    /** What is being asked. */
    PresenceStateQuery open() {
        return open;
    }

    /** The same is asked once more, if it is so long since it was. */
    boolean asksAgain(long afterMs, long nowMs) {
        boolean again = nowMs - askedMs >= afterMs;
        askedMs = again ? nowMs : askedMs;
        return again;
    }

    /** Keeps what comes meanwhile; of too much, the newest is lost, which will be noticed. */
    void keep(PresenceChanges changes) {
        if (kept.size() < MAX_KEPT && changes.seq() > firstSeq) {
            kept.put(changes.seq(), changes);
        }
    }

    /**
     * Takes the page that was asked for; true if it was the last. Where some of what came meanwhile was lost, {@link #seq} stays
     * behind it, and the loss is noticed as any other is.
     */
    boolean take(PresencePage page, String nextId, long nowMs) {
        if (firstSeq < 0) {
            firstSeq = page.seq();
        }
        for (PresenceCount count : page.counts()) {
            counts.put(Member.of(count), count.connections());
        }
        if (!page.last() && !page.counts().isEmpty()) {
            PresenceCount end = page.counts().get(page.counts().size() - 1);
            open = new PresenceStateQuery(nextId, end.channel(), end.userId());
            askedMs = nowMs;
            return false;
        }
        seq = firstSeq;
        PresenceChanges next = kept.get(seq + 1);
        while (next != null) {
            next.changes().forEach(count -> counts.put(Member.of(count), count.connections()));
            seq++;
            next = kept.get(seq + 1);
        }
        return true;
    }

    /** How it is there, as of {@link #seq}; counts may be 0. */
    Map<Member, Integer> counts() {
        return counts;
    }

    long seq() {
        return seq;
    }
}
