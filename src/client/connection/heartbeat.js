/**
 * Asks the server again and again whether it is there, and measures how long the answer takes.
 *
 * @typedef {import('./clock.js').Clock} Clock
 */
export class Heartbeat {
  #clock;
  #timers;
  #intervalMs;
  #timeoutMs;
  #on;
  /** Changes with every start and stop, so that a late answer is known to be of another connection. */
  #life = 0;
  #asking = false;

  /**
   * @param {object} options
   * @param {Clock} options.clock
   * @param {import('./clock.js').Timers} options.timers
   * @param {number} options.intervalMs between an answer and the next question
   * @param {number} options.timeoutMs without any message for so long after a question there is nobody
   * @param {object} on what it uses and tells
   * @param {(timeoutMs: number) => Promise<unknown>} on.ping asks; fails with `TIMEOUT` as its code
   * @param {() => number} on.heardMs when the newest message came
   * @param {(latencyMs: number) => void} on.latency
   * @param {() => void} on.silence
   */
  constructor({ clock, timers, intervalMs, timeoutMs }, on) {
    this.#clock = clock;
    this.#timers = timers;
    this.#intervalMs = intervalMs;
    this.#timeoutMs = timeoutMs;
    this.#on = on;
  }

  start() {
    this.stop();
    this.ask();
  }

  stop() {
    this.#life += 1;
    this.#asking = false;
    this.#timers.stop('ping');
  }

  /** Asks now, unless an answer is waited for. */
  async ask() {
    if (this.#asking) {
      return;
    }
    const life = this.#life;
    const askedMs = this.#clock.now();
    this.#asking = true;
    this.#timers.stop('ping');
    let failure;
    try {
      await this.#on.ping(this.#timeoutMs);
    } catch (thrown) {
      failure = /** @type {{code?: string}} */ (thrown);
    }
    if (life !== this.#life) {
      return;
    }
    this.#asking = false;
    if (failure === undefined) {
      this.#on.latency(this.#clock.now() - askedMs);
    } else if (failure.code === 'TIMEOUT' && this.#on.heardMs() <= askedMs) {
      this.#on.silence();
      return;
    }
    this.#timers.start('ping', this.#intervalMs, () => this.ask());
  }
}
