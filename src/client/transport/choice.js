/**
 * Which transport is tried next. They are in order of preference. Each round of attempts begins with the first; the next
 * one is tried at once, without a delay, where one does not get through. So a server that was away for a moment is found
 * again over the first one, and only a network that stands in the way of it leads further down.
 *
 * @typedef {import('./transports.js').Transport} Transport
 */

/** So many failures of the first one in a row lead to the next; and so many where it has got through before. */
const PATIENCE = 2;
const PATIENCE_OF_OLD_FRIENDS = 4;
const RISE_MOST_MS = 600_000;

export class TransportChoice {
  #transports;
  #settleMs;
  #riseMs;
  #level = 0;
  /** The one that a round begins with. */
  #settled = 0;
  /** How often in a row the first one did not get through. */
  #failures = 0;
  #firstEverOpened = false;
  #firstEverThrough = false;
  /** How often in a row a better one was tried in vain. */
  #vain = 0;
  /** @type {number | undefined} */
  #throughAtMs;

  /**
   * @param {readonly Transport[]} transports the one to prefer first
   * @param {object} options
   * @param {number} options.settleMs how long a lower one has to hold before a round begins with the first one again
   * @param {number} options.riseMs after how long on a lower one a better one is tried beside it; doubles
   */
  constructor(transports, { settleMs, riseMs }) {
    this.#transports = transports;
    this.#settleMs = settleMs;
    this.#riseMs = riseMs;
    this.#level = this.#usableFrom(0) ?? 0;
  }

  /** The one in use, or the one that is being tried. */
  get current() {
    return /** @type {Transport} */ (this.#transports[this.#level]);
  }

  /** How far down the list the current one is: 0 is the best that can be used here. */
  get level() {
    return this.better.length;
  }

  /** Whether an attempt that does not open soon had better be given up for the next one. */
  get inDoubt() {
    return this.level === 0 && !this.#firstEverOpened && this.#usableFrom(this.#level + 1) !== undefined;
  }

  /** The better ones than the current one, best first. */
  get better() {
    return this.#transports.slice(0, this.#level).filter(isUsable);
  }

  /** After how long a better one is to be tried. */
  get riseInMs() {
    return Math.min((this.#firstEverThrough ? this.#riseMs / 6 : this.#riseMs) * 2 ** this.#vain, RISE_MOST_MS);
  }

  /** A round of attempts begins. */
  begin() {
    this.#level = this.#usableFrom(this.#settled) ?? this.#usableFrom(0) ?? 0;
    this.#throughAtMs = undefined;
  }

  /** The socket is open: something at the other end speaks this transport. */
  opened() {
    this.#firstEverOpened ||= this.level === 0;
  }

  /**
   * The server has spoken: this transport gets through.
   *
   * @param {number} nowMs
   */
  through(nowMs) {
    this.opened();
    this.#throughAtMs = nowMs;
    this.#failures = 0;
    this.#settled = this.#level;
    if (!this.level) {
      this.#firstEverThrough = true;
      this.#vain = 0;
    }
  }

  /**
   * The attempt ended before the server had spoken.
   *
   * @param {boolean} hopeless true when another attempt of the same kind would not do better
   * @returns {boolean} whether to try at once again, over what is now current
   */
  failed(hopeless) {
    const first = this.level === 0;
    this.#failures += first ? 1 : 0;
    this.#settled = 0;
    const patience = this.#firstEverThrough ? PATIENCE_OF_OLD_FRIENDS : PATIENCE;
    const next = this.#usableFrom(this.#level + 1);
    if (next === undefined || (first && !hopeless && this.#failures < patience)) {
      return false;
    }
    this.#level = next;
    return true;
  }

  /**
   * A connection that had got through is gone.
   *
   * @param {number} nowMs
   */
  lost(nowMs) {
    if (this.level > 0 && this.#throughAtMs !== undefined && nowMs - this.#throughAtMs >= this.#settleMs) {
      this.#settled = 0;
      // One attempt tells whether the network has changed.
      this.#failures = (this.#firstEverThrough ? PATIENCE_OF_OLD_FRIENDS : PATIENCE) - 1;
    }
    this.#throughAtMs = undefined;
  }

  /**
   * A better one was tried beside the current one.
   *
   * @param {Transport | undefined} found the one that got through, with which the next round begins
   */
  probed(found) {
    if (found === undefined) {
      this.#vain += 1;
    } else {
      this.#settled = this.#transports.indexOf(found);
      this.#failures = 0;
      this.#vain = 0;
    }
  }

  /** @param {number} level */
  #usableFrom(level) {
    const found = this.#transports.findIndex((transport, index) => index >= level && isUsable(transport));
    return found < 0 ? undefined : found;
  }
}

/** @param {Transport} transport */
function isUsable(transport) {
  return transport.usable?.() ?? true;
}
