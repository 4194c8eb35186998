/**
 * A line from one tab to the one that speaks for all. It looks like a WebSocket.
 *
 * @typedef {import('../transport/transports.js').CloseEvent} CloseEvent
 * @typedef {{kind: 'open' | 'close' | 'text' | 'wait' | 'welcome' | 'closed' | 'leader', from?: string, to?: string,
 *     text?: string, code?: number, reason?: string}} Note what tabs say to each other; without `to`: to all
 */

const OPEN = 1;
const CLOSED = 3;
const GOING_AWAY = 1001;
const CONNECTION_LOST = 1006;
const ANSWER_MS = 2_000;
let lines = 0;

export class TabSocket {
  readyState = 0;
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: {data: unknown}) => void) | null} */
  onmessage = null;
  /** @type {((event: CloseEvent) => void) | null} */
  onclose = null;
  #around;
  #id;
  /** @type {any} */
  #timer;
  #release = () => {};

  /**
   * @param {object} around
   * @param {string} around.tab the name of this tab
   * @param {(note: Note) => void} around.post
   * @param {(listener: (note: Note) => void) => () => void} around.listen
   * @param {(name: string) => () => void} around.hold takes a lock that tells the other tab when this one is gone
   * @param {import('../connection/clock.js').Clock} around.clock
   */
  constructor(around) {
    this.#around = around;
    this.#id = `${around.tab} ${++lines}`;
    const unlisten = around.listen((note) => this.#hear(note));
    const unhold = around.hold(this.#id);
    this.#release = () => {
      unlisten();
      unhold();
      around.clock.clearTimeout(this.#timer);
    };
    this.#timer = around.clock.setTimeout(() => this.end(CONNECTION_LOST, 'no other tab answers'), ANSWER_MS);
    around.post({ kind: 'open', from: this.#id });
  }

  /** @param {string} text */
  send(text) {
    this.#around.post({ kind: 'text', from: this.#id, text });
  }

  close() {
    if (this.readyState !== CLOSED) {
      this.readyState = CLOSED;
      this.#around.post({ kind: 'close', from: this.#id });
      this.#release();
    }
  }

  /**
   * Ends, as the other side would have it.
   *
   * @param {number} code
   * @param {string} reason
   */
  end(code, reason) {
    if (this.readyState !== CLOSED) {
      this.close();
      this.onclose?.({ code, reason, ...(code === GOING_AWAY && { retryInMs: 0 }) });
    }
  }

  /** @param {Note} note */
  #hear({ kind, to, text, code, reason }) {
    if (kind === 'leader') {
      this.end(GOING_AWAY, 'another tab speaks for all now');
    } else if (to === this.#id && kind === 'closed') {
      this.end(code ?? GOING_AWAY, reason ?? '');
    } else if (to === this.#id) {
      this.#around.clock.clearTimeout(this.#timer);
      if (kind === 'welcome') {
        this.readyState = OPEN;
        this.onopen?.({});
      } else if (kind === 'text') {
        this.onmessage?.({ data: text });
      }
    }
  }
}
