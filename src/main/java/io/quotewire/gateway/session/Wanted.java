package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.ChannelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A channel that somebody asks to be subscribed to.
 *
 * @param asked as they call it
 * @param channel its one name
 * @param verdict what the policy says
 */
record Wanted(String asked, ChannelName channel, Verdict verdict) {
    /** The channels of one request, each once. What somebody has already need not be asked of a service again. */
    static List<Wanted> of(Session session, Collection<String> channels) {
        ChannelPermissions permissions = session.services().channels().permissions();
        Principal who = session.principal();
        List<Wanted> all = new ArrayList<>(channels.size());
        Set<ChannelName> seen = channels.size() > 1 ? new HashSet<>() : Set.of();
        for (String asked : channels) {
            ChannelName channel = permissions.named(who, asked);
            if (channels.size() == 1 || seen.add(channel)) {
                Verdict verdict = permissions.decide(who, ChannelAction.SUBSCRIBE, channel);
                boolean there =
                        verdict == Verdict.ASK && session.subscriptions().channel(channel.text()) != null;
                all.add(new Wanted(asked, channel, there ? Verdict.ALLOWED : verdict));
            }
        }
        return all;
    }

    /** Whether it is one that services publish to. */
    boolean isPublished() {
        return !channel.namespace().equals(ChannelName.PRICES) && !isNotifications();
    }

    /** Whether it is the user's notifications. */
    boolean isNotifications() {
        return channel.key() == null && channel.namespace().equals(ChannelName.NOTIFICATIONS);
    }
}
