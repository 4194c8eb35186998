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
 */
export class Statistics {
  received = 0;
  sent = 0;
  errors = 0;
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
   * @returns {StatisticsSnapshot}
   */
  snapshot(nowMs) {
    return {
      messagesReceived: this.received,
      messagesSent: this.sent,
      reconnections: Math.max(0, this.#connections - 1),
      errors: this.errors,
      uptimeMs: this.#connectedAtMs === undefined ? 0 : nowMs - this.#connectedAtMs,
      lastError: this.lastError,
      latencyMs: this.latencyMs,
      lastReceivedMs: this.lastReceivedMs,
    };
  }
}
