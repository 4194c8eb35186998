/** The newest ids, a bounded number of them. */
export class RecentIds {
  /** @type {Set<string>} in the order in which they came */
  #ids = new Set();
  #limit;

  /** @param {number} limit how many are remembered */
  constructor(limit) {
    this.#limit = limit;
  }

  /**
   * Remembers an id.
   *
   * @param {string} id
   * @returns {boolean} whether it was new
   */
  add(id) {
    if (this.#ids.has(id)) {
      return false;
    }
    this.#ids.add(id);
    if (this.#ids.size > this.#limit) {
      this.#ids.delete(/** @type {string} */ (this.#ids.values().next().value));
    }
    return true;
  }

  /** Forgets all. */
  clear() {
    this.#ids.clear();
  }
}
