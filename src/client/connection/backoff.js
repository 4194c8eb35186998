/** How long to wait before the next attempt: doubling, bounded, spread so that clients do not come back as one. */
export class Backoff {
  #baseMs;
  #maxMs;
  #jitter;
  #random;
  #failures = 0;

  /**
   * @param {object} options all in milliseconds
   * @param {number} options.baseMs the first delay
   * @param {number} options.maxMs the longest delay, before the spread
   * @param {number} options.jitter the share that is added at random, 0.3 for up to 30 %
   * @param {() => number} options.random from 0 to 1
   */
  constructor({ baseMs, maxMs, jitter, random }) {
    this.#baseMs = baseMs;
    this.#maxMs = maxMs;
    this.#jitter = jitter;
    this.#random = random;
  }

  /**
   * Counts one more failure.
   *
   * @returns {number} the delay before the next attempt, milliseconds
   */
  next() {
    const delayMs = Math.min(this.#baseMs * 2 ** this.#failures, this.#maxMs);
    this.#failures += 1;
    return this.spread(delayMs);
  }

  /**
   * Adds the random share to a delay that somebody else chose.
   *
   * @param {number} delayMs the least delay
   * @returns {number} milliseconds
   */
  spread(delayMs) {
    return Math.round(delayMs * (1 + this.#jitter * this.#random()));
  }

  /** Starts again from the first delay. */
  reset() {
    this.#failures = 0;
  }
}
