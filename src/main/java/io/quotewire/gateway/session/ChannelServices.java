package io.quotewire.gateway.session;

import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.remote.ChannelRequests;
import io.quotewire.gateway.remote.RoomQuestions;
import io.quotewire.gateway.subscription.Channels;
import io.vertx.core.Vertx;

/**
 * What the sessions of one event loop need for channels that services publish to.
 *
 * @param permissions asks the policy
 * @param subscriptions who gets what
 * @param rooms asks services
 * @param publishing publishes for those who may
 */
public record ChannelServices(
        ChannelPermissions permissions, Channels subscriptions, RoomQuestions rooms, ChannelPublishing publishing) {
    /**
     * Nobody is subscribed yet.
     *
     * @param vertx whose bus
     * @param policy decides
     * @param messages encodes
     * @param counters count what was refused
     * @return the loop's own
     */
    public static ChannelServices of(Vertx vertx, Policy policy, Messages messages, MessageCounters counters) {
        ChannelPermissions permissions = new ChannelPermissions(policy, counters);
        RoomQuestions rooms = new RoomQuestions(vertx);
        ChannelPublishing publishing = new ChannelPublishing(permissions, rooms, new ChannelRequests(vertx));
        return new ChannelServices(permissions, new Channels(messages), rooms, publishing);
    }

    /** Refuses every channel but the notifications of somebody who may: nothing is kept of others. */
    void requireNotifications(Session session, ChannelAction action, String channel) {
        permissions
                .decide(session.principal(), action, permissions.named(session.principal(), channel))
                .orRefuse();
        if (!channel.equals(ChannelName.NOTIFICATIONS)) {
            throw Refusal.badField("channel", "must be one whose messages are kept: " + ChannelName.NOTIFICATIONS);
        }
    }
}
