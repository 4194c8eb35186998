package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.remote.RoomQuestions.Answer;

/** Asks the policy about channels for whoever serves somebody, and counts every no. Confined to one event loop. */
public final class ChannelPermissions {
    private final Policy policy;
    private final MessageCounters counters;

    /**
     * Permissions of one event loop.
     *
     * @param policy decides
     * @param counters count what was refused
     */
    public ChannelPermissions(Policy policy, MessageCounters counters) {
        this.policy = policy;
        this.counters = counters;
    }

    /**
     * May they?
     *
     * @param who they are
     * @param action what they want
     * @param channel where
     * @return what the policy says
     */
    Verdict decide(Principal who, ChannelAction action, ChannelName channel) {
        return counted(action, policy.decide(who, action, channel));
    }

    /** The answer of the service that was asked. */
    Verdict answered(ChannelAction action, Answer answer) {
        Verdict verdict = switch (answer) {
            case YES -> Verdict.ALLOWED;
            case NO -> Verdict.NOT_LET_IN;
            case NONE -> Verdict.NO_ANSWER;
        };
        return counted(action, verdict);
    }

    /** Whether somebody who is subscribed to a channel may be told who else is; nobody has asked, so a no is not counted. */
    boolean maySeeOthers(Principal who, String channel) {
        return !policy.decide(who, ChannelAction.PRESENCE, ChannelName.parse(channel))
                .isNo();
    }

    /** The one name that a channel has. */
    ChannelName named(Principal who, String text) {
        return policy.named(who, ChannelName.parse(text));
    }

    /** What records may say of a channel: what a client calls it may be anything, a credential too. */
    String traceable(ChannelName channel) {
        return policy.knows(channel) ? channel.namespace() : "another";
    }

    private Verdict counted(ChannelAction action, Verdict verdict) {
        if (verdict.isNo()) {
            counters.refused(action, verdict);
        }
        return verdict;
    }
}
