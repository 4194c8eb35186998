const GOOD = 75;
const FAIR = 40;
const WEIGHT = 0.3;
const LOSS_WINDOW_MS = 600_000;
const MOST_LOSSES = 8;

/**
 * How good a connection is, from 0 to 100: its latency, how much that varies, how often it was lost in the last ten
 * minutes, and how far down the list of transports it is.
 *
 * @typedef {{score: number, word: 'good' | 'fair' | 'poor' | 'none'}} QualityMark `none` without a connection
 */
export class Quality {
  /** @type {number | undefined} */
  #latencyMs;
  #deviationMs = 0;
  /** @type {number[]} */
  #losses = [];

  /** @param {number} latencyMs a round trip */
  measured(latencyMs) {
    if (this.#latencyMs === undefined) {
      this.#latencyMs = latencyMs;
      return;
    }
    this.#deviationMs += WEIGHT * (Math.abs(latencyMs - this.#latencyMs) - this.#deviationMs);
    this.#latencyMs += WEIGHT * (latencyMs - this.#latencyMs);
  }

  /** @param {number} nowMs */
  lost(nowMs) {
    this.#losses = [...this.#losses, nowMs].slice(-MOST_LOSSES);
    this.#latencyMs = undefined;
    this.#deviationMs = 0;
  }

  /**
   * @param {number} nowMs
   * @param {number} level 0 for the preferred transport
   * @returns {QualityMark}
   */
  mark(nowMs, level) {
    const losses = this.#losses.filter((atMs) => nowMs - atMs < LOSS_WINDOW_MS).length;
    const slow = 40 * share((this.#latencyMs ?? 0) - 50, 950);
    const uneven = 20 * share(this.#deviationMs, 300);
    const score = Math.max(0, Math.round(100 - slow - uneven - Math.min(45, 15 * losses) - 10 * level));
    return { score, word: score >= GOOD ? 'good' : score >= FAIR ? 'fair' : 'poor' };
  }
}

/**
 * @param {number} part
 * @param {number} whole
 */
function share(part, whole) {
  return Math.min(1, Math.max(0, part / whole));
}
