/**
 * What times are measured with, so that a test can do without waiting.
 *
 * @typedef {{now(): number, setTimeout(task: () => void, delayMs: number): any, clearTimeout(timer: any): void}} Clock
 *     monotonic, milliseconds
 */

/** @type {Clock} */
export const SYSTEM_CLOCK = {
  now: () => performance.now(),
  setTimeout: (task, delayMs) => setTimeout(task, delayMs),
  clearTimeout: (timer) => clearTimeout(timer),
};

/** Timers by name, one of each. */
export class Timers {
  #clock;
  /** @type {Map<string, any>} */
  #byName = new Map();

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /**
   * Starts a timer in the place of the one of that name.
   *
   * @param {string} name
   * @param {number} delayMs
   * @param {() => void} task
   */
  start(name, delayMs, task) {
    this.stop(name);
    const run = () => {
      this.#byName.delete(name);
      task();
    };
    this.#byName.set(name, this.#clock.setTimeout(run, delayMs));
  }

  /** @param {string} name */
  stop(name) {
    this.#clock.clearTimeout(this.#byName.get(name));
    this.#byName.delete(name);
  }

  stopAll() {
    for (const name of [...this.#byName.keys()]) {
      this.stop(name);
    }
  }

  /**
   * @param {string} name
   * @returns {boolean} whether it is running
   */
  has(name) {
    return this.#byName.has(name);
  }
}
