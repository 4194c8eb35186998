package io.quotewire.gateway.presence;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The sum of what all nodes say: pure counting. Confined to whoever has it. */
final class Census {
    /** Those in one channel. */
    private static final class Gathered {
        private final TreeMap<String, Integer> users = new TreeMap<>();
        private long connections;
    }

    private final Map<String, Gathered> channels = new HashMap<>();
    private final Consumer<Movement> moved;

    /**
     * Nobody anywhere.
     *
     * @param moved told of every user's first connection and of the end of the last
     */
    Census(Consumer<Movement> moved) {
        this.moved = moved;
    }

    /** Some connections more, or fewer. */
    void add(Member member, int by) {
        if (by == 0) {
            return;
        }
        Gathered gathered = channels.computeIfAbsent(member.channel(), name -> new Gathered());
        gathered.connections += by;
        if (gathered.connections == 0) {
            channels.remove(member.channel());
        }
        String user = member.userId();
        if (user == null) {
            return;
        }
        int before = gathered.users.getOrDefault(user, 0);
        int now = before + by;
        if (now == 0) {
            gathered.users.remove(user);
        } else {
            gathered.users.put(user, now);
        }
        if ((before == 0) != (now == 0)) {
            moved.accept(new Movement(member.channel(), user, before == 0));
        }
    }

    Headcount count(String channel) {
        Gathered gathered = channels.get(channel);
        if (gathered == null) {
            return Headcount.NOBODY;
        }
        return new Headcount(
                gathered.users.keySet().stream().limit(Headcount.MAX_USERS).toList(),
                gathered.users.size(),
                gathered.connections);
    }

    long connections(String channel) {
        Gathered gathered = channels.get(channel);
        return gathered == null ? 0 : gathered.connections;
    }

    int channels() {
        return channels.size();
    }
}
