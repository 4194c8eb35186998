package io.quotewire.feed.source.polling;

import java.util.List;

/**
 * How a feed is polled. Times are milliseconds. Immutable.
 *
 * @param feed the feed's name
 * @param url the exchange's address, without a slash at its end
 * @param symbols what is asked for
 * @param afterMs how long the stream has to be down before it begins
 * @param intervalMs from the beginning of a round to that of the next
 */
public record PollSettings(String feed, String url, List<String> symbols, long afterMs, long intervalMs) {
    /** Without an answer for so many rounds, or for {@link #MIN_PATIENCE_MS} if that is longer, it is not polling any more. */
    private static final int PATIENCE_ROUNDS = 3;

    private static final long MIN_PATIENCE_MS = 10_000;

    /** Copies the list; takes away a slash at the address's end. */
    public PollSettings {
        symbols = List.copyOf(symbols);
        url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    long patienceMs() {
        return Math.max(MIN_PATIENCE_MS, PATIENCE_ROUNDS * intervalMs);
    }
}
