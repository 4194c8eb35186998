package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.presence.Roll;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.remote.ChannelRequests;
import io.quotewire.gateway.remote.RoomQuestions;
import io.quotewire.gateway.subscription.Channels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * What the sessions of one event loop need for channels that services publish to.
 *
 * @param permissions asks the policy
 * @param subscriptions who gets what
 * @param rooms asks services
 * @param publishing publishes for those who may
 * @param requests asks for what is kept
 * @param roll counts who is where
 */
public record ChannelServices(
        ChannelPermissions permissions,
        Channels subscriptions,
        RoomQuestions rooms,
        ChannelPublishing publishing,
        ChannelRequests requests,
        Roll roll) {
    /**
     * Nobody is subscribed yet.
     *
     * @param vertx whose bus
     * @param policy decides
     * @param messages encodes
     * @param counters count what was refused
     * @param roll counts who is where
     * @param steadyMs milliseconds of a clock that never goes back
     * @return the loop's own
     */
    public static ChannelServices of(
            Vertx vertx, Policy policy, Messages messages, MessageCounters counters, Roll roll, LongSupplier steadyMs) {
        ChannelPermissions permissions = new ChannelPermissions(policy, counters);
        RoomQuestions rooms = new RoomQuestions(vertx);
        ChannelRequests requests = new ChannelRequests(vertx);
        Channels subscriptions = new Channels(messages, requests, roll, steadyMs);
        ChannelPublishing publishing = new ChannelPublishing(permissions, rooms, requests);
        return new ChannelServices(permissions, subscriptions, rooms, publishing, requests, roll);
    }

    /** Refuses every channel but the notifications of somebody who may: positions in others are the client's own. */
    void requireNotifications(Session session, ChannelAction action, String channel) {
        permissions
                .decide(session.principal(), action, permissions.named(session.principal(), channel))
                .orRefuse();
        if (!channel.equals(ChannelName.NOTIFICATIONS)) {
            throw Refusal.badField("channel", "must be one that is acknowledged: " + ChannelName.NOTIFICATIONS);
        }
    }

    /**
     * Succeeds if they may. Where it is not for the policy to say, the service that owns the channel is asked, unless they are in it
     * already.
     */
    Future<Void> permit(Session session, ChannelAction action, ChannelName channel) {
        Principal who = session.principal();
        Verdict verdict = permissions.decide(who, action, channel);
        boolean there = session.subscriptions().channel(channel.text()) != null;
        return verdict == Verdict.ASK && !there
                ? rooms.ask(ChannelPublishing.question(who, channel))
                        .compose(answer -> said(permissions.answered(action, answer)))
                : said(verdict);
    }

    private static Future<Void> said(Verdict verdict) {
        return verdict.isNo() ? Future.failedFuture(verdict.refusal()) : Future.succeededFuture();
    }
}
