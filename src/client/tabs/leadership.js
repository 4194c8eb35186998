/**
 * Which tab of a browser speaks for all: the one that holds a lock. When it closes, the browser gives the lock to the next
 * one that waits, whatever became of the tab.
 *
 * @typedef {{request: (name: string, ...more: any[]) => Promise<unknown>}} Locks as `navigator.locks`
 */
export class Leadership {
  #name;
  #locks;
  #onLeader;
  #leading = false;
  /** @type {AbortController | undefined} */
  #waiting;
  /** @type {() => void} */
  #release = () => {};

  /**
   * @param {string} name
   * @param {Locks} locks
   * @param {() => void} onLeader told when this tab is to speak for all, unless it was from the beginning
   */
  constructor(name, locks, onLeader) {
    this.#name = name;
    this.#locks = locks;
    this.#onLeader = onLeader;
  }

  /** Whether this tab speaks for all. */
  get isLeader() {
    return this.#leading;
  }

  /** Takes the lock, or a place in its queue. @returns {Promise<void>} settled when it is clear which */
  begin() {
    this.end();
    const waiting = new AbortController();
    this.#waiting = waiting;
    return new Promise((resolve) => {
      const look = (/** @type {unknown} */ lock) => {
        this.#leading = lock !== null && !waiting.signal.aborted;
        resolve();
        return this.#leading ? this.#hold() : undefined;
      };
      this.#locks
        .request(this.#name, { ifAvailable: true }, look)
        .then(() => (waiting.signal.aborted || this.#leading ? undefined : this.#wait(waiting)))
        .catch(() => resolve());
    });
  }

  /** Gives the lock, or the place in the queue, away. */
  end() {
    this.#waiting?.abort();
    this.#waiting = undefined;
    this.#leading = false;
    this.#release();
    this.#release = () => {};
  }

  /** @param {AbortController} waiting */
  #wait(waiting) {
    const take = () => {
      if (waiting.signal.aborted) {
        return undefined;
      }
      this.#leading = true;
      const held = this.#hold();
      this.#onLeader();
      return held;
    };
    return this.#locks.request(this.#name, { signal: waiting.signal }, take).catch(() => {});
  }

  #hold() {
    return new Promise((/** @type {(nothing: void) => void} */ resolve) => {
      this.#release = resolve;
    });
  }
}
