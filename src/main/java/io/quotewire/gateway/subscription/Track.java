package io.quotewire.gateway.subscription;

/**
 * How far one publisher's batches of one group have been heard since somebody wanted them, and whether anything is missing.
 * Confined to one event loop.
 */
final class Track {
    private final long epoch;
    private boolean heard;
    /** What was heard without a gap: the batches from this one to {@link #to}. */
    private long from;

    private long to;
    /** The newest batch that a snapshot has brought the values of. */
    private long held;
    /** The newest batch that the publisher has sent, as it says. */
    private long claimed;

    private long claimedBefore;

    Track(long epoch) {
        this.epoch = epoch;
    }

    boolean isUnder(long otherEpoch) {
        return epoch == otherEpoch;
    }

    /** Whether every value is known that the publisher has sent, and batches come. */
    boolean isComplete() {
        return heard && held >= from - 1;
    }

    /** Whether a batch was heard before. */
    boolean has(long sequence) {
        return heard && sequence <= to;
    }

    /**
     * Takes a batch.
     *
     * @param sequence its number
     * @param empty whether it has no ticks, and carries the number of the one before it
     * @return how many were missed before it
     */
    long batch(long sequence, boolean empty) {
        if (has(sequence)) {
            return 0;
        }
        long before = empty ? sequence : sequence - 1;
        long missed = heard ? before - to : 0;
        if (!heard || missed > 0) {
            from = before + 1;
        }
        heard = true;
        to = sequence;
        claimed = Math.max(claimed, sequence);
        return missed;
    }

    /**
     * Takes a snapshot.
     *
     * @param sequence the last batch that it contains
     * @return whether its values are needed; batches that it has overtaken are waited for, because some want every value
     */
    boolean snapshot(long sequence) {
        boolean needed = digest(sequence);
        if (needed) {
            held = Math.max(held, sequence);
        }
        return needed;
    }

    /**
     * Takes a digest.
     *
     * @param sequence the last batch that it contains
     * @return whether its values are needed
     */
    boolean digest(long sequence) {
        claimed = Math.max(claimed, sequence);
        return !isComplete();
    }

    /**
     * Gives up what has been sent and has not come; to be called about every second.
     *
     * @return how many batches
     */
    long settle() {
        long missed = heard ? Math.max(0, claimedBefore - Math.max(to, held)) : 0;
        if (missed > 0) {
            to = claimedBefore;
            from = to + 1;
        }
        claimedBefore = claimed;
        return missed;
    }
}
