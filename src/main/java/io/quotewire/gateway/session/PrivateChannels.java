package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;

/** Which channels have positions that are kept for their user. Stateless. */
final class PrivateChannels {
    private PrivateChannels() {}

    /** Refuses every channel but the notifications of a known user. */
    static void requireNotifications(Session session, String channel) {
        if (!channel.equals(ChannelName.NOTIFICATIONS)) {
            ChannelName.parse(channel);
            throw Refusal.badField("channel", "must be one whose messages are kept: " + ChannelName.NOTIFICATIONS);
        }
        if (session.principal().isAnonymous()) {
            throw Refusal.of(ErrorCode.UNAUTHORIZED, "notifications need a user");
        }
    }
}
