package io.quotewire.gateway.presence;

import io.quotewire.bus.PresenceCount;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user in a channel, or all together whom nobody knows. Immutable.
 *
 * @param channel which
 * @param userId who; null for those without a name
 */
record Member(String channel, @Nullable String userId) implements Comparable<Member> {
    private static final Comparator<@Nullable String> NAMELESS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    static Member of(PresenceCount count) {
        return new Member(count.channel(), count.userId());
    }

    PresenceCount count(int connections) {
        return new PresenceCount(channel, userId, connections);
    }

    @Override
    public int compareTo(Member other) {
        int byChannel = channel.compareTo(other.channel);
        return byChannel == 0 ? Objects.compare(userId, other.userId, NAMELESS_FIRST) : byChannel;
    }
}
