package io.quotewire.gateway.presence;

import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceCount;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of another node: its members as of a sequence number, which are counted as long as this is kept. An incarnation
 * begins with nobody at 0, so that one that was never heard of is nothing but one of which much was lost. Confined to its book.
 */
final class Replica {
    private static final long ASK_AGAIN_MS = 2_000;

    private final String node;
    private final long incarnation;
    private final Census census;
    private final Supplier<String> ids;
    private final NavigableMap<Member, Integer> counts = new TreeMap<>();
    private String member = "";
    private long seq;
    private long heardMs;
    private @Nullable Transfer transfer;

    Replica(String node, long incarnation, Census census, Supplier<String> ids) {
        this.node = node;
        this.incarnation = incarnation;
        this.census = census;
        this.ids = ids;
    }

    String node() {
        return node;
    }

    long incarnation() {
        return incarnation;
    }

    /** Its id in the cluster; empty as long as it has not told. */
    String member() {
        return member;
    }

    long heardMs() {
        return heardMs;
    }

    /** Its silence is nobody's fault but ours. */
    void excuse(long nowMs) {
        heardMs = nowMs;
    }

    /** Whether somebody there is in a channel. */
    boolean isIn(String channel) {
        Member first = counts.ceilingKey(new Member(channel, null));
        return first != null && first.channel().equals(channel);
    }

    /** Whether all is known that it has told, as far as can be known. */
    boolean isComplete() {
        return transfer == null && !member.isEmpty();
    }

    /** What is to be asked of it now, if anything: at most once every two seconds the same. */
    @Nullable
    Transfer asking(long nowMs) {
        return transfer != null && transfer.asksAgain(ASK_AGAIN_MS, nowMs) ? transfer : null;
    }

    /** Something has changed there; the transfer that begins because of it, if one does. */
    @Nullable
    Transfer changed(PresenceChanges changes, long nowMs) {
        heardMs = nowMs;
        if (transfer != null) {
            transfer.keep(changes);
            return null;
        }
        if (changes.seq() <= seq) {
            return null;
        }
        if (changes.seq() > seq + 1) {
            Transfer begun = begin(nowMs);
            begun.keep(changes);
            return begun;
        }
        seq = changes.seq();
        for (PresenceCount count : changes.changes()) {
            put(Member.of(count), count.connections());
        }
        return null;
    }

    /** It is there; the transfer that begins because something of it was lost, if one does. */
    @Nullable
    Transfer alive(PresenceDigest digest, long nowMs) {
        heardMs = nowMs;
        member = digest.member().isEmpty() ? node : digest.member();
        boolean behind = digest.seq() > seq || (digest.seq() == seq && digest.size() != counts.size());
        return behind && transfer == null ? begin(nowMs) : null;
    }

    /** A page has come; the transfer to go on with, if one does. */
    @Nullable
    Transfer page(PresencePage page, long nowMs) {
        heardMs = nowMs;
        Transfer running = transfer;
        if (running == null || !page.id().equals(running.open().id())) {
            return null;
        }
        if (!running.take(page, ids.get(), nowMs)) {
            return running;
        }
        transfer = null;
        replace(running);
        return null;
    }

    /** Nobody is there any more. */
    void end() {
        transfer = null;
        Set.copyOf(counts.keySet()).forEach(one -> put(one, 0));
    }

    private Transfer begin(long nowMs) {
        Transfer begun = new Transfer(ids.get(), nowMs);
        transfer = begun;
        return begun;
    }

    private void replace(Transfer complete) {
        seq = complete.seq();
        Set<Member> gone = new HashSet<>(counts.keySet());
        gone.removeAll(complete.counts().keySet());
        complete.counts().forEach(this::put);
        gone.forEach(one -> put(one, 0));
    }

    private void put(Member one, int now) {
        Integer before = now == 0 ? counts.remove(one) : counts.put(one, now);
        census.add(one, now - (before == null ? 0 : before));
    }
}
