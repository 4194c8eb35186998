/** What the tabs of a browser share: locks, and a channel on which each hears the others. */
export class FakeBrowser {
  #lines = new Set();
  /** @type {Map<string, {tab: object, grant: () => void}[]>} the first of each holds the lock */
  #locks = new Map();

  /** What one tab sees of it. */
  tab() {
    const browser = this;
    const tab = { closed: false };
    tab.BroadcastChannel = class {
      constructor(name) {
        this.name = name;
        this.tab = tab;
        browser.#lines.add(this);
      }

      postMessage(note) {
        const copy = structuredClone(note);
        for (const line of browser.#lines) {
          if (line !== this && line.name === this.name && !tab.closed) {
            queueMicrotask(() => line.tab.closed || line.onmessage?.({ data: copy }));
          }
        }
      }
    };
    tab.locks = { request: (name, ...more) => browser.#request(tab, name, more) };
    tab.close = () => {
      tab.closed = true;
      for (const [name, queue] of browser.#locks) {
        const first = queue[0];
        browser.#locks.set(name, queue.filter((waiting) => waiting.tab !== tab));
        if (first?.tab === tab) {
          browser.#locks.get(name)[0]?.grant();
        }
      }
    };
    return tab;
  }

  async #request(tab, name, more) {
    const task = more.at(-1);
    const { ifAvailable = false, signal } = more.length > 1 ? more[0] : {};
    const queue = this.#locks.get(name) ?? [];
    this.#locks.set(name, queue);
    if (ifAvailable && queue.length > 0) {
      return task(null);
    }
    const waiting = { tab };
    const granted = new Promise((resolve, reject) => {
      waiting.grant = resolve;
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    queue.push(waiting);
    if (queue.length === 1) {
      waiting.grant();
    }
    try {
      await granted;
      return await task({ name });
    } finally {
      const present = this.#locks.get(name);
      const at = present.indexOf(waiting);
      if (at >= 0) {
        present.splice(at, 1);
        if (at === 0) {
          present[0]?.grant();
        }
      }
    }
  }
}
