package io.quotewire.feed.source.simulator;

/**
 * SplitMix64, written out so that a seed gives the same numbers on every Java release. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 *     Generators</a>
 */
final class SeededRandom {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    SeededRandom(long seed) {
        this.state = seed;
    }

    private long next() {
        state += GAMMA;
        long mixed = state;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** From 0 to {@code bound - 1}; the bounds used here are too small for the modulo's bias to show. */
    long below(long bound) {
        return (next() >>> 1) % bound;
    }
}
