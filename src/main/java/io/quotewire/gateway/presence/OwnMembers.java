package io.quotewire.gateway.presence;

import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceCount;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The members that are connected to this node, and what the others have not been told of them yet. Confined to its book. */
final class OwnMembers {
    private final String node;
    private final long incarnation;
    private final NavigableMap<Member, Integer> counts = new TreeMap<>();
    private final Set<Member> changed = new LinkedHashSet<>();
    private long seq;

    OwnMembers(String node, long incarnation) {
        this.node = node;
        this.incarnation = incarnation;
    }

    void add(Member member, int by) {
        counts.merge(member, by, (before, more) -> before + more == 0 ? null : before + more);
        changed.add(member);
    }

    boolean hasNews() {
        return !changed.isEmpty();
    }

    /** Whether somebody of this node is in a channel. */
    boolean isIn(String channel) {
        Member first = counts.ceilingKey(new Member(channel, null));
        return first != null && first.channel().equals(channel);
    }

    /** What the others are to be told now; nothing is left to be told then. */
    List<PresenceChanges> news() {
        List<PresenceChanges> all = new ArrayList<>();
        List<PresenceCount> some = new ArrayList<>();
        for (Member member : changed) {
            some.add(member.count(counts.getOrDefault(member, 0)));
            if (some.size() == PresenceChanges.MAX_CHANGES) {
                all.add(new PresenceChanges(node, incarnation, ++seq, some));
                some = new ArrayList<>();
            }
        }
        if (!some.isEmpty()) {
            all.add(new PresenceChanges(node, incarnation, ++seq, some));
        }
        changed.clear();
        return all;
    }

    /** Everything, a page at a time; {@link #news} were told before. */
    PresencePage page(PresenceStateQuery query) {
        List<PresenceCount> some = new ArrayList<>();
        for (Map.Entry<Member, Integer> entry : behind(query).entrySet()) {
            if (some.size() == PresencePage.MAX_COUNTS) {
                return new PresencePage(query.id(), node, incarnation, seq, some, false);
            }
            some.add(entry.getKey().count(entry.getValue()));
        }
        return new PresencePage(query.id(), node, incarnation, seq, some, true);
    }

    private NavigableMap<Member, Integer> behind(PresenceStateQuery query) {
        String channel = query.afterChannel();
        return channel == null ? counts : counts.tailMap(new Member(channel, query.afterUser()), false);
    }

    PresenceDigest digest(PresenceDigest.Kind kind, String member) {
        return new PresenceDigest(kind, node, incarnation, member, seq, counts.size());
    }
}
