package io.quotewire.gateway.subscription;

/** Told of everybody who is subscribed to a channel and of everybody who is not any more. Called on one event loop. */
public interface Attendance {
    /** Wants to know nothing. */
    Attendance NONE = new Attendance() {
        @Override
        public void came(String channel, ChannelMember who) {}

        @Override
        public void went(String channel, ChannelMember who) {}
    };

    /**
     * Somebody is subscribed.
     *
     * @param channel the channel's one name
     * @param who they are
     */
    void came(String channel, ChannelMember who);

    /**
     * Somebody's subscription has ended.
     *
     * @param channel the channel's one name
     * @param who they are
     */
    void went(String channel, ChannelMember who);
}
