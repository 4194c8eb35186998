/**
 * A socket that has to be fetched first. It ends once.
 *
 * @typedef {import('./transports.js').CloseEvent} CloseEvent
 * @typedef {import('./transports.js').Socket} Socket
 */

const OPEN = 1;
const CLOSED = 3;
const NORMAL = 1000;
const CONNECTION_LOST = 1006;

export class LateSocket {
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: {data: unknown}) => void) | null} */
  onmessage = null;
  /** @type {((event: CloseEvent) => void) | null} */
  onclose = null;
  /** @type {Socket | undefined} */
  #socket;
  #name;
  #understand;
  #ended = false;

  /**
   * @param {string} name for people
   * @param {() => Promise<() => Socket>} load gives what makes the socket
   * @param {(event: CloseEvent, opened: boolean) => CloseEvent} [understand] what its close means in our codes
   */
  constructor(name, load, understand = (event) => event) {
    this.#name = name;
    this.#understand = understand;
    this.#begin(load);
  }

  get readyState() {
    return this.#ended ? CLOSED : (this.#socket?.readyState ?? 0);
  }

  /** @param {string} text */
  send(text) {
    this.#socket?.send(text);
  }

  /** @param {number} code */
  close(code) {
    this.#ended = true;
    if (this.#socket !== undefined && this.#socket.readyState <= OPEN) {
      this.#socket.close(code);
    }
  }

  /** @param {() => Promise<() => Socket>} load */
  async #begin(load) {
    try {
      const make = await load();
      if (!this.#ended) {
        this.#socket = make();
        this.#listen(this.#socket);
      }
    } catch (failure) {
      const reason = `${this.#name} cannot be used: ${failure instanceof Error ? failure.message : failure}`;
      this.#end({ code: CONNECTION_LOST, reason });
    }
  }

  /** @param {Socket} socket */
  #listen(socket) {
    let opened = false;
    socket.onopen = (event) => {
      opened = true;
      this.onopen?.(event);
    };
    socket.onmessage = (event) => this.#ended || this.onmessage?.(event);
    socket.onclose = (event) => this.#end(this.#understand(event, opened));
  }

  /** @param {CloseEvent} event */
  #end({ code, reason }) {
    if (!this.#ended) {
      this.#ended = true;
      this.onclose?.({ code: code ?? NORMAL, reason: reason ?? '' });
    }
  }
}
