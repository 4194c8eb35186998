package io.quotewire.feed.source.stream;

/**
 * How a stream is kept up. Times are milliseconds.
 *
 * @param feed the feed's name
 * @param url {@code ws://} or {@code wss://}
 * @param silenceMs a connection that sends no message for so long is given up
 * @param probeMs after so long without any frame a ping is sent, and without an answer for as long again it is given up
 * @param connectTimeoutMs a handshake that takes longer is given up
 * @param backoffMinMs the first wait before another attempt
 * @param backoffMaxMs the longest wait
 * @param stableMs a connection that lived so long makes the next wait the first again
 * @param overlapMs for so long both connections live when one takes another's place
 * @param breakerFailures so many failed attempts within {@code breakerWindowMs} open the circuit
 * @param breakerWindowMs how long a failed attempt is remembered
 * @param breakerMs as long as the circuit stays open
 */
public record StreamSettings(
        String feed,
        String url,
        long silenceMs,
        long probeMs,
        int connectTimeoutMs,
        long backoffMinMs,
        long backoffMaxMs,
        long stableMs,
        long overlapMs,
        int breakerFailures,
        long breakerWindowMs,
        long breakerMs) {

    /**
     * The usual ones: attempts 1 s to 120 s apart, the circuit opens for 60 s after 5 failures.
     *
     * @param feed the feed's name
     * @param url where to connect
     * @param silenceMs how long silence is borne
     * @return settings
     */
    public static StreamSettings of(String feed, String url, long silenceMs) {
        return new StreamSettings(
                feed, url, silenceMs, 5_000, 10_000, 1_000, 120_000, 30_000, 2_000, 5, 60_000, 60_000);
    }
}
