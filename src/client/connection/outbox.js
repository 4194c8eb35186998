import { Timers } from './clock.js';
import { RequestFailure } from './requests.js';
import { State } from './states.js';

const MOST = 1_000;
const PACE_MS = 100;
const RETRY_MS = 1_000;

/**
 * Requests that may wait for a connection. When there is one again they go out in their order, one in 100 ms. When too
 * many wait the oldest is given up. What is asked for twice because the answer was lost has to be told by the server from
 * what was meant twice: give it an idempotency key.
 *
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {{type: string, data: object, resolve: (reply: Message) => void, reject: (failure: RequestFailure) => void}} Letter
 */
export class Outbox {
  #connection;
  #timers;
  /** @type {Letter[]} oldest first */
  #letters = [];
  #held = false;
  #sending = false;

  /** @param {import('./connection.js').Connection} connection */
  constructor(connection) {
    this.#connection = connection;
    this.#timers = new Timers(connection.clock);
    connection.onState(({ state }) => (state === State.CONNECTED ? this.#send() : this.#timers.stopAll()));
  }

  /**
   * Sends a request now, or when it can be sent.
   *
   * @param {string} type
   * @param {object} data
   * @returns {Promise<Message>} the reply; rejected with `DROPPED` when too many wait
   */
  request(type, data) {
    return new Promise((resolve, reject) => {
      this.#letters.push({ type, data, resolve, reject });
      if (this.#letters.length > MOST) {
        this.#connection.counts.dropped += 1;
        this.#letters.shift()?.reject(new RequestFailure('DROPPED', 'too many messages wait'));
      }
      this.#count();
      this.#send();
    });
  }

  /** Nothing goes out until it is clear who sends it. */
  hold() {
    this.#held = true;
  }

  release() {
    this.#held = false;
    this.#send();
  }

  /** Sends the oldest, and after a while the next. */
  async #send() {
    const ready = this.#connection.state === State.CONNECTED && !this.#held && !this.#timers.has('next');
    const letter = ready && !this.#sending ? this.#letters.shift() : undefined;
    if (letter === undefined) {
      return;
    }
    this.#count();
    this.#sending = true;
    this.#timers.start('next', PACE_MS, () => this.#send());
    try {
      letter.resolve(await this.#connection.request(letter.type, letter.data));
    } catch (thrown) {
      this.#failed(letter, /** @type {RequestFailure} */ (thrown));
    }
    this.#sending = false;
    this.#send();
  }

  /**
   * @param {Letter} letter
   * @param {RequestFailure} failure
   */
  #failed(letter, failure) {
    if (!failure.temporary) {
      letter.reject(failure);
      return;
    }
    this.#letters.unshift(letter);
    this.#count();
    if (this.#connection.state === State.CONNECTED) {
      this.#timers.start('next', failure.retryAfterMs ?? RETRY_MS, () => this.#send());
    }
  }

  #count() {
    this.#connection.counts.queued = this.#letters.length;
  }
}
