/**
 * Hands on the newest message of a channel at a rate at most, and the last one in any case.
 *
 * @typedef {import('../protocol.js').Message} Message
 */

/** What comes from the server at that very rate is not held up. */
const TOLERANCE = 0.9;

export class Pace {
  #clock;
  #hand;
  #handedMs = Number.NEGATIVE_INFINITY;
  /** @type {Message | undefined} */
  #waiting;
  /** @type {any} */
  #timer;

  /**
   * @param {import('../connection/clock.js').Clock} clock
   * @param {(message: Message) => void} hand
   */
  constructor(clock, hand) {
    this.#clock = clock;
    this.#hand = hand;
  }

  /**
   * @param {Message} message
   * @param {number} rate a second
   */
  take(message, rate) {
    const leftMs = this.#handedMs + (TOLERANCE * 1000) / rate - this.#clock.now();
    if (leftMs <= 0) {
      this.#now(message);
      return;
    }
    this.#waiting = message;
    this.#timer ??= this.#clock.setTimeout(() => this.flush(), leftMs);
  }

  /** Hands on what waits. */
  flush() {
    const message = this.#waiting;
    this.stop();
    if (message !== undefined) {
      this.#now(message);
    }
  }

  stop() {
    this.#waiting = undefined;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param {Message} message */
  #now(message) {
    this.stop();
    this.#handedMs = this.#clock.now();
    this.#hand(message);
  }
}
