package io.quotewire.feed.source.polling;

import io.vertx.core.Future;

/** Carries requests to an exchange: the port that tests play. Confined to the event loop of its poller. */
public interface RestLine {
    /**
     * Asks.
     *
     * @param url the whole address
     * @param request what goes with it
     * @return the answer, whatever its status; a {@link RestFailure} if there was none
     */
    Future<RestAnswer> get(String url, RestRequest request);

    /**
     * Gives everything back; requests that are under way fail.
     *
     * @return succeeds when nothing is left
     */
    Future<Void> close();

    /**
     * How many requests are under way.
     *
     * @return a count
     */
    int underWay();
}
