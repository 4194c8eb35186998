package io.quotewire.gateway.subscription;

import java.util.Collection;

/** Has the groups of symbols heard that somebody wants: the port that the loop's intake implements. */
public interface Supply {
    /**
     * Does something as soon as groups are live, in a later turn of the event loop. That is soon in any case: nobody waits much
     * longer than a second for a feed that does not answer.
     *
     * @param groups which; those that nobody listens to are opened
     * @param task what to do
     */
    void whenLive(Collection<MarketGroup> groups, Runnable task);
}
