/** Functions to call when something happens, by name; each can be taken away again. */
export class Listeners {
  /** @type {Map<string, Set<(event: any) => unknown>>} */
  #byName = new Map();
  #onFailure;

  /**
   * @param {(failure: unknown) => void} onFailure told of a listener that failed; the others are called all the same
   */
  constructor(onFailure) {
    this.#onFailure = onFailure;
  }

  /**
   * Adds a listener; the same function twice counts once.
   *
   * @param {string} name what to listen to
   * @param {(event: any) => unknown} listener called with each event
   * @returns {() => void} takes the listener away again
   */
  add(name, listener) {
    const present = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, present.add(listener));
    return () => {
      present.delete(listener);
      if (present.size === 0 && this.#byName.get(name) === present) {
        this.#byName.delete(name);
      }
    };
  }

  /**
   * Calls the listeners of a name that were there when it began.
   *
   * @param {string} name what happened
   * @param {any} event what they get
   * @returns {Promise<unknown> | undefined} settled when those that take their time have finished
   */
  tell(name, event) {
    const present = this.#byName.get(name);
    if (present === undefined) {
      return undefined;
    }
    /** @type {Promise<unknown>[]} */
    const running = [];
    for (const listener of [...present]) {
      try {
        const result = listener(event);
        if (result instanceof Promise) {
          running.push(result.catch(this.#onFailure));
        }
      } catch (failure) {
        this.#onFailure(failure);
      }
    }
    return running.length > 0 ? Promise.all(running) : undefined;
  }
}
