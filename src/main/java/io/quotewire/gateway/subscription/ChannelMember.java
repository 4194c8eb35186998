package io.quotewire.gateway.subscription;

import io.quotewire.bus.ChannelExclusion;
import org.jspecify.annotations.Nullable;

/** Somebody who takes what is published to channels: the port that sessions implement. All calls come on the session's event loop. */
public interface ChannelMember extends Subscriber {
    /**
     * Whether a publication passes them by.
     *
     * @param exclusion whom it passes by
     * @return true if they are meant
     */
    boolean isLeftOut(ChannelExclusion exclusion);

    /**
     * Whose it is, for those who count who is in a channel.
     *
     * @return the user's id; null if nobody knows
     */
    @Nullable
    String userId();

    /**
     * Whether they may be told who else is in a channel that they are subscribed to.
     *
     * @param channel the channel's one name
     * @return true if so
     */
    boolean maySeeOthers(String channel);
}
