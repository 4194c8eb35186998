/**
 * What a connection counts over its life.
 *
 * @typedef {object} StatisticsSnapshot
 * @property {number} messagesReceived
 * @property {number} messagesSent
 * @property {number} reconnections how often it was connected again
 * @property {number} errors losses, refusals and messages that could not be read
 * @property {number} uptimeMs how long the present connection holds, 0 when there is none
 * @property {string} lastError empty when there was none
 * @property {number | undefined} latencyMs the newest ping round trip; undefined before the first and without connection
 * @property {number | undefined} lastReceivedMs when the newest message came, by the connection's clock
 * @property {import('./quality.js').QualityMark} quality
 * @property {number} duplicates messages that had come before
 * @property {number} gaps how often messages of a channel were found missing, and asked for
 * @property {number} queued messages that wait for a connection
 * @property {number} dropped messages that waited, and gave way to newer ones
 */
export class Statistics {
  messagesReceived = 0;
  messagesSent = 0;
  errors = 0;
  duplicates = 0;
  gaps = 0;
  queued = 0;
  dropped = 0;
  lastError = '';
  /** @type {number | undefined} */
  latencyMs;
  /** @type {number | undefined} */
  lastReceivedMs;
  #connections = 0;
  /** @type {number | undefined} */
  #connectedAtMs;

  /** @param {number} nowMs */
  connected(nowMs) {
    this.#connections += 1;
    this.#connectedAtMs = nowMs;
  }

  lost() {
    this.#connectedAtMs = undefined;
    this.latencyMs = undefined;
  }

  /** @param {string} text */
  failed(text) {
    this.errors += 1;
    this.lastError = text;
  }

  /**
   * @param {number} nowMs
   * @param {import('./quality.js').QualityMark} quality of the connection, if there is one
   * @returns {StatisticsSnapshot}
   */
  snapshot(nowMs, quality) {
    const sinceMs = this.#connectedAtMs;
    return {
      ...this,
      reconnections: Math.max(0, this.#connections - 1),
      uptimeMs: sinceMs === undefined ? 0 : nowMs - sinceMs,
      quality: sinceMs === undefined ? { score: 0, word: 'none' } : quality,
    };
  }
}
