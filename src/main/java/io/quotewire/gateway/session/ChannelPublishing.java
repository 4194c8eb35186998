package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.RoomQuestion;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.remote.ChannelRequests;
import io.quotewire.gateway.remote.RoomQuestions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Publishes to channels for those who may, whichever way they come. Confined to one event loop. */
public final class ChannelPublishing {
    private final ChannelPermissions permissions;
    private final RoomQuestions rooms;
    private final ChannelRequests requests;

    /**
     * For one event loop.
     *
     * @param permissions asks the policy
     * @param rooms asks services
     * @param requests has messages numbered and announced
     */
    public ChannelPublishing(ChannelPermissions permissions, RoomQuestions rooms, ChannelRequests requests) {
        this.permissions = permissions;
        this.rooms = rooms;
        this.requests = requests;
    }

    /**
     * Publishes, if they may.
     *
     * @param who they are
     * @param publication what, and to which channel by its one name
     * @return the channel and the message's place in it, as JSON; fails with a {@link Refusal} only
     */
    public Future<JsonObject> publish(Principal who, ChannelPublication publication) {
        ChannelName channel = ChannelName.parse(publication.channel());
        Verdict verdict = permissions.decide(who, ChannelAction.PUBLISH, channel);
        if (verdict != Verdict.ASK) {
            return publish(verdict, publication);
        }
        return rooms.ask(question(who, channel))
                .compose(answer -> publish(permissions.answered(ChannelAction.PUBLISH, answer), publication));
    }

    private Future<JsonObject> publish(Verdict verdict, ChannelPublication publication) {
        return verdict.isNo() ? Future.failedFuture(verdict.refusal()) : requests.publish(publication);
    }

    /**
     * The one name that a channel has, to publish to.
     *
     * @param who asks
     * @param channel as they call it
     * @return as all call it
     */
    public String named(Principal who, String channel) {
        return permissions.named(who, channel).text();
    }

    /** What a service is asked about a channel of somebody known. */
    static RoomQuestion question(Principal who, ChannelName channel) {
        return new RoomQuestion(Objects.requireNonNull(who.userId()), Objects.requireNonNull(channel.key()));
    }
}
