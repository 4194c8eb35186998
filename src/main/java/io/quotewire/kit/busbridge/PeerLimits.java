package io.quotewire.kit.busbridge;

/**
 * How much one peer may have.
 *
 * @param registrations addresses that it listens on
 * @param addressLength characters of an address
 * @param pendingReplies messages from the bus that it may still answer; the oldest goes first
 * @param pendingAsks answers that it may wait for at once
 * @param queueBytes unsent bytes before it counts as slow
 * @param replyTimeoutMs how long it may wait for an answer, milliseconds
 */
public record PeerLimits(
        int registrations,
        int addressLength,
        int pendingReplies,
        int pendingAsks,
        long queueBytes,
        long replyTimeoutMs) {
    /**
     * What fits most.
     *
     * @param queueBytes unsent bytes before a peer counts as slow
     * @return 1,000 registrations, 200 characters, 1,000 pending replies, 10,000 pending asks, 30 seconds
     */
    public static PeerLimits of(long queueBytes) {
        return new PeerLimits(1_000, 200, 1_000, 10_000, queueBytes, 30_000);
    }
}
