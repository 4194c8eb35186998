package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.Action;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a session's subscriptions when its role changes: what the new one does not allow ends, the youngest symbols
 * first; all else goes on untouched. Stateless.
 */
final class RoleChange {
    private final SessionServices services;
    private final Policy policy;

    RoleChange(SessionServices services) {
        this.services = services;
        policy = services.policy();
    }

    /** Looks at everything again, and tells what has ended and what is left. */
    void apply(Session session, Principal before) {
        if (before.role() == session.principal().role()) {
            return;
        }
        List<String> ended = new ArrayList<>();
        endPrices(session, ended);
        endChannels(session, before, ended);
        if (ended.isEmpty()) {
            return;
        }
        SessionRecords.unsubscribed(session, new JsonArray(ended));
        JsonObject data = new JsonObject()
                .put("channels", new JsonArray(ended))
                .put("reason", "role change")
                .put("remaining", new JsonArray(session.subscriptions().names()));
        session.send(services.messages().notice("unsubscribed", data).inOrder());
    }

    private void endPrices(Session session, List<String> ended) {
        Principal who = session.principal();
        boolean none = policy.decide(who, Action.QUOTES).isNo();
        List<QuoteTopic> topics = session.subscriptions().symbolsBeyond(none ? 0 : policy.maxSymbols(who.role()));
        session.subscriptions().unfollow(topics);
        topics.forEach(topic -> ended.add(ChannelName.prices(topic.symbol()).text()));
        boolean everything = session.opening().endpoint() == Endpoint.PRICES;
        if (everything && policy.decide(who, Action.FIREHOSE).isNo()) {
            services.firehose().leave(session);
            ended.add(ChannelName.PRICES);
        }
    }

    private void endChannels(Session session, Principal before, List<String> ended) {
        for (String name : session.subscriptions().allChannelNames()) {
            ChannelName channel = ChannelName.parse(name);
            Verdict verdict = policy.decide(session.principal(), ChannelAction.SUBSCRIBE, channel);
            // Who was let in without anybody being asked is asked for like others from now on.
            boolean unasked = verdict == Verdict.ASK
                    && policy.decide(before, ChannelAction.SUBSCRIBE, channel) == Verdict.ALLOWED;
            if (verdict.isNo() || unasked) {
                session.subscriptions().remove(name);
                ended.add(name);
            }
        }
    }
}
