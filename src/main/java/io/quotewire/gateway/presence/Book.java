package io.quotewire.gateway.presence;

import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node's book of who is in which channel, in the whole cluster: its own members, whom it alone may change, and those of
 * every other node as that node tells. It needs neither clock nor bus: both are given. Two books that have heard of each other's
 * latest {@link PresenceDigest} and got answers to what they asked for say the same. Confined to one context.
 */
final class Book {
    /** So long a node may be silent; a digest is due every second. */
    static final long SILENT_MS = 10_000;

    /** So long what was sent by a node that has gone may still be on its way. */
    static final long ECHO_MS = 5_000;

    private static final long STALL_MS = 5_000;

    /** What a book wants of whoever has it. */
    interface Errands {
        /**
         * A node is to be asked; its answer goes to {@link Book#page}. It may be lost: it is asked for again.
         *
         * @param node which
         * @param query what
         */
        void ask(String node, PresenceStateQuery query);

        /**
         * A user has come or gone, in the whole cluster.
         *
         * @param movement who and where
         */
        void moved(Movement movement);
    }

    private record Gone(long incarnation, long untilMs) {}

    private final String node;
    private final OwnMembers own;
    private final Census census;
    private final Errands errands;
    private final Map<String, Replica> replicas = new HashMap<>();
    private final Map<String, Gone> gone = new HashMap<>();
    private Set<String> cluster = Set.of();
    private long questions;
    private long tickedMs = Long.MAX_VALUE;
    private long repairs;

    /**
     * A book that knows of nobody.
     *
     * @param node the node's id
     * @param incarnation later than that of every book of this node before
     * @param errands done for it
     */
    Book(String node, long incarnation, Errands errands) {
        this.node = node;
        this.errands = errands;
        own = new OwnMembers(node, incarnation);
        census = new Census(errands::moved);
    }

    /** A connection of this node is in a channel from now on. */
    void came(Member member) {
        own.add(member, 1);
        census.add(member, 1);
    }

    /** A connection of this node has left a channel. */
    void went(Member member) {
        own.add(member, -1);
        census.add(member, -1);
    }

    boolean hasNews() {
        return own.hasNews();
    }

    /** Whether somebody of this node is in a channel. */
    boolean isHere(String channel) {
        return own.isIn(channel);
    }

    /** What all others are to be told of this node; to be published in its order. */
    List<PresenceChanges> news() {
        return own.news();
    }

    /** How far the news have come; to be published after them. */
    PresenceDigest digest(PresenceDigest.Kind kind, String member) {
        return own.digest(kind, member);
    }

    /** Answers another node; the news were published before. */
    PresencePage answer(PresenceStateQuery query) {
        return own.page(query);
    }

    /** News of a node. */
    void changed(PresenceChanges changes, long nowMs) {
        Replica replica = replica(changes.node(), changes.incarnation(), nowMs);
        if (replica != null) {
            ask(replica, replica.changed(changes, nowMs));
        }
    }

    /** A node says how far it is, or that it goes. */
    void told(PresenceDigest digest, long nowMs) {
        Replica replica = replica(digest.node(), digest.incarnation(), nowMs);
        if (replica == null) {
            return;
        }
        if (digest.kind() == PresenceDigest.Kind.LEAVING) {
            end(replica, nowMs);
        } else {
            ask(replica, replica.alive(digest, nowMs));
        }
    }

    /** A node has answered. */
    void page(PresencePage page, long nowMs) {
        Replica replica = replicas.get(page.node());
        if (replica != null && replica.incarnation() == page.incarnation()) {
            ask(replica, replica.page(page, nowMs));
        }
    }

    /**
     * Looks at the clock, and at who is in the cluster: who has left it is gone at once.
     *
     * @param members their ids in the cluster; empty if there is none
     */
    void tick(Set<String> members, long nowMs) {
        gone.values().removeIf(one -> one.untilMs() <= nowMs);
        Set<String> left = new HashSet<>(cluster);
        left.removeAll(members);
        cluster = Set.copyOf(members);
        // Who was held up itself has heard nobody, and that means nothing.
        if (nowMs - tickedMs >= STALL_MS) {
            replicas.values().forEach(replica -> replica.excuse(nowMs));
        }
        tickedMs = nowMs;
        for (Replica replica : List.copyOf(replicas.values())) {
            if (left.contains(replica.member())) {
                end(replica, nowMs);
            } else if (nowMs - replica.heardMs() >= SILENT_MS) {
                forget(replica);
            } else {
                ask(replica, replica.asking(nowMs));
            }
        }
    }

    Headcount count(String channel) {
        return census.count(channel);
    }

    long connections(String channel) {
        return census.connections(channel);
    }

    int channels() {
        return census.channels();
    }

    /** The nodes that have somebody in a channel. */
    List<String> nodes(String channel) {
        List<String> found = new ArrayList<>();
        if (own.isIn(channel)) {
            found.add(node);
        }
        replicas.values().stream()
                .filter(replica -> replica.isIn(channel))
                .map(Replica::node)
                .forEach(found::add);
        found.sort(null);
        return found;
    }

    /** The ids in the cluster of the nodes of which everything is known that they have told. */
    Set<String> known() {
        Set<String> known = new HashSet<>();
        replicas.values().stream()
                .filter(Replica::isComplete)
                .map(Replica::member)
                .forEach(known::add);
        return known;
    }

    /** How many other nodes there are. */
    int others() {
        return replicas.size();
    }

    /** How often all of a node was asked for. */
    long repairs() {
        return repairs;
    }

    private void ask(Replica replica, @Nullable Transfer transfer) {
        if (transfer != null) {
            repairs += transfer.open().afterChannel() == null ? 1 : 0;
            errands.ask(replica.node(), transfer.open());
        }
    }

    /** That of a node as it is now; null if it is this one, or one of before. */
    private @Nullable Replica replica(String name, long incarnation, long nowMs) {
        Gone before = gone.get(name);
        if (name.equals(node) || (before != null && incarnation <= before.incarnation())) {
            return null;
        }
        Replica there = replicas.get(name);
        if (there != null && there.incarnation() == incarnation) {
            return there;
        }
        if (there != null) {
            if (incarnation < there.incarnation()) {
                return null;
            }
            end(there, nowMs);
        }
        Replica fresh = new Replica(name, incarnation, census, () -> node + "-" + ++questions);
        replicas.put(name, fresh);
        return fresh;
    }

    /** It is gone for good: what it has sent before means nothing any more. */
    private void end(Replica replica, long nowMs) {
        forget(replica);
        gone.put(replica.node(), new Gone(replica.incarnation(), nowMs + ECHO_MS));
    }

    private void forget(Replica replica) {
        replicas.remove(replica.node());
        replica.end();
    }
}
