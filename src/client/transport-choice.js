/**
 * Which transport is tried next. Each round of attempts begins with the first transport; the fallback is tried at once,
 * without a delay, where the first one does not get through. So a server that was away for a moment is found again over
 * the first one, and only a network that stands in the way of it leads to the fallback.
 *
 * @typedef {import('./transports.js').Transport} Transport
 */
export class TransportChoice {
  #first;
  #fallback;
  #patience;
  #settleMs;
  /** @type {Transport} */
  #current;
  /** How often in a row the first one did not get through. */
  #failures = 0;
  /** The fallback has got through where the first one had not. */
  #onFallback = false;
  #firstEverOpened = false;
  /** @type {number | undefined} */
  #throughAtMs;

  /**
   * @param {object} options
   * @param {Transport} options.first the one to prefer
   * @param {Transport} [options.fallback] the other one, if there is one
   * @param {number} options.patience how many failures of the first in a row lead to the fallback
   * @param {number} options.settleMs how long the fallback has to hold before the first one is tried again
   */
  constructor({ first, fallback, patience, settleMs }) {
    this.#first = first;
    this.#fallback = fallback;
    this.#patience = patience;
    this.#settleMs = settleMs;
    this.#current = first;
  }

  /** The one in use, or the one that is being tried. */
  get current() {
    return this.#current;
  }

  /** Whether an attempt that does not open soon had better be given up for the fallback. */
  get inDoubt() {
    return this.#fallback !== undefined && this.#current === this.#first && !this.#firstEverOpened;
  }

  /** A round of attempts begins. */
  begin() {
    this.#current = this.#onFallback && this.#fallback !== undefined ? this.#fallback : this.#first;
    this.#throughAtMs = undefined;
  }

  /** The socket is open: something at the other end speaks this transport. */
  opened() {
    this.#firstEverOpened ||= this.#current === this.#first;
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
    this.#onFallback = this.#current !== this.#first;
  }

  /**
   * The attempt ended before the server had spoken.
   *
   * @param {boolean} hopeless true when another attempt of the same kind would not do better
   * @returns {boolean} whether to try at once again, over what is now current
   */
  failed(hopeless) {
    if (this.#current !== this.#first) {
      this.#onFallback = false;
      return false;
    }
    this.#failures += 1;
    if (this.#fallback === undefined || (!hopeless && this.#failures < this.#patience)) {
      return false;
    }
    this.#current = this.#fallback;
    return true;
  }

  /**
   * A connection that had got through is gone.
   *
   * @param {number} nowMs
   */
  lost(nowMs) {
    if (this.#onFallback && this.#throughAtMs !== undefined && nowMs - this.#throughAtMs >= this.#settleMs) {
      this.#onFallback = false;
      // One attempt tells whether the network has changed.
      this.#failures = this.#patience - 1;
    }
    this.#throughAtMs = undefined;
  }
}
