/** How long to wait before the next attempt: doubling, bounded, spread so that clients do not come back as one. */
export declare class Backoff {
    #private;
    /**
     * @param {object} options all in milliseconds
     * @param {number} options.baseMs the first delay
     * @param {number} options.maxMs the longest delay, before the spread
     * @param {number} options.jitter the share that is added at random, 0.3 for up to 30 %
     * @param {() => number} options.random from 0 to 1
     */
    constructor({ baseMs, maxMs, jitter, random }: {
        baseMs: number;
        maxMs: number;
        jitter: number;
        random: () => number;
    });
    /**
     * Counts one more failure.
     *
     * @returns {number} the delay before the next attempt, milliseconds
     */
    next(): number;
    /**
     * Adds the random share to a delay that somebody else chose.
     *
     * @param {number} delayMs the least delay
     * @returns {number} milliseconds
     */
    spread(delayMs: number): number;
    /** Starts again from the first delay. */
    reset(): void;
}
