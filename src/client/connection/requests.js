/** A request that got no good answer. */
export class RequestFailure extends Error {
  /**
   * @param {string} code an error code of the server, `TIMEOUT`, `CLOSED` or `DROPPED`
   * @param {string} message for people
   * @param {{temporary?: boolean, retryAfterMs?: number, details?: unknown}} [more] what else the server says
   */
  constructor(code, message, { temporary = false, retryAfterMs, details } = {}) {
    super(message);
    this.name = 'RequestFailure';
    this.code = code;
    /** Whether trying again can help. */
    this.temporary = temporary === true;
    this.retryAfterMs = retryAfterMs;
    this.details = details;
  }
}

/**
 * The requests that wait for their answer.
 *
 * @typedef {import('./clock.js').Clock} Clock
 * @typedef {import('../protocol.js').Message} Message
 */
export class Requests {
  /** @type {Map<unknown, {resolve: (message: Message) => void, reject: (failure: RequestFailure) => void, timer: any}>} */
  #waiting = new Map();
  #clock;
  #lastId = 0;

  /** @param {Clock} clock what the time-outs run on */
  constructor(clock) {
    this.#clock = clock;
  }

  /**
   * Opens a request.
   *
   * @param {number} timeoutMs how long to wait for the answer
   * @returns {{id: number, answer: Promise<Message>}} the id to send, and the answer to come
   */
  open(timeoutMs) {
    const id = ++this.#lastId;
    /** @type {Promise<Message>} */
    const answer = new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => this.fail(id, 'TIMEOUT', 'no answer in time'), timeoutMs);
      this.#waiting.set(id, { resolve, reject, timer });
    });
    return { id, answer };
  }

  /**
   * Hands a message to the request it answers, if any.
   *
   * @param {Message} message what came
   */
  settle(message) {
    const request = this.#take(message.id);
    if (request === undefined) {
      return;
    }
    if (message.type === 'error') {
      request.reject(new RequestFailure(String(message.data?.code), String(message.data?.message), message.data));
    } else {
      request.resolve(message);
    }
  }

  /** Fails all that wait: the connection is gone. */
  abandon() {
    for (const id of [...this.#waiting.keys()]) {
      this.fail(id, 'CLOSED', 'the connection was lost');
    }
  }

  /**
   * @param {unknown} id
   * @param {string} code `TIMEOUT` or `CLOSED`
   * @param {string} text
   */
  fail(id, code, text) {
    this.#take(id)?.reject(new RequestFailure(code, text, { temporary: true }));
  }

  /** @param {unknown} id */
  #take(id) {
    const request = this.#waiting.get(id);
    if (request !== undefined) {
      this.#waiting.delete(id);
      this.#clock.clearTimeout(request.timer);
    }
    return request;
  }
}
