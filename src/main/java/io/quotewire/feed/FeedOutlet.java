package io.quotewire.feed;

import io.quotewire.bus.Tick;

/** Where a feed's results go. */
interface FeedOutlet {
    void tick(Tick tick);

    /** The feed's state changed. */
    void statusChanged(Feed feed);

    /** The feed has a symbol that it was not configured for. */
    void symbolAppeared(Feed feed);
}
