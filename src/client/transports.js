/**
 * The ways to a gateway. A transport makes sockets that look like a WebSocket; the messages are the same on each.
 *
 * @typedef {object} Socket
 * @property {number} readyState 1 when messages can be sent
 * @property {((event: any) => void) | null} [onopen]
 * @property {((event: {data: unknown}) => void) | null} [onmessage]
 * @property {((event: {code: number, reason: string}) => void) | null} [onclose]
 * @property {(text: string) => void} send
 * @property {(code: number) => void} close
 *
 * @typedef {'WebSocket' | 'SockJS'} TransportName
 * @typedef {{name: TransportName, open: () => Socket}} Transport
 */

/** The WebSocket subprotocol that this client speaks. */
export const PROTOCOL = 'quotewire.v1.json';

/** Of SockJS's ways those that need neither a WebSocket, which has just failed, nor a frame or an inline script. */
const SOCKJS_WAYS = Object.freeze(['xhr-streaming', 'eventsource', 'xhr-polling']);

const OPEN = 1;
const CLOSED = 3;
const NORMAL = 1000;
const CONNECTION_LOST = 1006;

/**
 * The browser's own WebSocket.
 *
 * @param {string} url `ws:` or `wss:`
 * @param {any} [WebSocket] the class
 * @returns {Transport}
 */
export function webSocket(url, WebSocket = globalThis.WebSocket) {
  return { name: 'WebSocket', open: () => new WebSocket(url, [PROTOCOL]) };
}

/**
 * SockJS, for networks that let no WebSocket through. The library comes from the page, and only when it is needed.
 *
 * @param {string} url `http:` or `https:`, the prefix of the SockJS service
 * @param {() => any} load gives the SockJS class, or a promise of it; asked again after a failure
 * @returns {Transport}
 */
export function sockJs(url, load) {
  return { name: 'SockJS', open: () => new SockJsSocket(url, load) };
}

/** A socket whose class has to be fetched first. It ends once, and with the codes that a WebSocket would have. */
class SockJsSocket {
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: {data: unknown}) => void) | null} */
  onmessage = null;
  /** @type {((event: {code: number, reason: string}) => void) | null} */
  onclose = null;
  /** @type {any} */
  #socket;
  #ended = false;

  /**
   * @param {string} url
   * @param {() => any} load
   */
  constructor(url, load) {
    this.#begin(url, load);
  }

  get readyState() {
    return this.#ended ? CLOSED : (this.#socket?.readyState ?? 0);
  }

  /** @param {string} text */
  send(text) {
    this.#socket.send(text);
  }

  /** @param {number} code */
  close(code) {
    this.#ended = true;
    if (this.#socket !== undefined && this.#socket.readyState <= OPEN) {
      this.#socket.close(code);
    }
  }

  /**
   * @param {string} url
   * @param {() => any} load
   */
  async #begin(url, load) {
    try {
      const SockJS = await load();
      if (!this.#ended) {
        this.#socket = new SockJS(url, null, { transports: [...SOCKJS_WAYS] });
        this.#listen(this.#socket);
      }
    } catch (failure) {
      this.#end(CONNECTION_LOST, `SockJS cannot be used: ${failure instanceof Error ? failure.message : failure}`);
    }
  }

  /** @param {any} socket */
  #listen(socket) {
    let opened = false;
    socket.onopen = (/** @type {any} */ event) => {
      opened = true;
      this.onopen?.(event);
    };
    socket.onmessage = (/** @type {{data: unknown}} */ event) => this.#ended || this.onmessage?.(event);
    socket.onclose = (/** @type {{code: number, reason: string}} */ { code, reason }) => {
      // Its own verdicts (1002 when the server is not there, 2000 and up when no way works) mean: no connection.
      const lost = (code === 1002 && !opened) || (code >= 2000 && code <= 2999);
      this.#end(lost ? CONNECTION_LOST : code, lost ? '' : reason);
    };
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #end(code, reason) {
    if (!this.#ended) {
      this.#ended = true;
      this.onclose?.({ code: code ?? NORMAL, reason: reason ?? '' });
    }
  }
}
