/** Functions to call when something happens, by name; each can be taken away again. */
export class Listeners {
  /** @type {Map<string, Set<(event: any) => void>>} */
  #byName = new Map();
  #onFailure;

  /**
   * @param {(failure: unknown) => void} onFailure told of a listener that threw; the others are called all the same
   */
  constructor(onFailure) {
    this.#onFailure = onFailure;
  }

  /**
   * Adds a listener; the same function twice counts once.
   *
   * @param {string} name what to listen to
   * @param {(event: any) => void} listener called with each event
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
   */
  tell(name, event) {
    for (const listener of [...(this.#byName.get(name) ?? [])]) {
      try {
        listener(event);
      } catch (failure) {
        this.#onFailure(failure);
      }
    }
  }

  /** How many names are listened to. */
  get size() {
    return this.#byName.size;
  }
}
