import { Timers } from '../connection/clock.js';
import { State } from '../connection/states.js';

const INTERVAL_MS = 200;

/**
 * Tells the server how far this device is in a channel: after the handlers have finished with a message, in order, and
 * five times a second at most.
 *
 * @typedef {import('../protocol.js').Message} Message
 */
export class Acknowledgements {
  #connection;
  #channel;
  #timers;
  /** @type {string | undefined} */
  #epoch;
  /** All up to this one are done with. @type {number | undefined} */
  #done;
  #newest = 0;
  /** @type {Set<number>} those that a handler is still busy with */
  #running = new Set();
  #due = false;

  /**
   * @param {import('../connection/connection.js').Connection} connection
   * @param {string} channel
   */
  constructor(connection, channel) {
    this.#connection = connection;
    this.#channel = channel;
    this.#timers = new Timers(connection.clock);
    connection.onState(({ state }) => {
      if (state !== State.CONNECTED) {
        this.#timers.stopAll();
        this.#due = false;
      }
    });
  }

  /**
   * A message was handed on; without one: one came again, so that the server may not know how far this device is.
   *
   * @param {Message | undefined} message
   * @param {Promise<unknown>[]} handling what is still going on
   */
  handled(message, handling) {
    if (message === undefined) {
      this.say();
      return;
    }
    const { epoch, seq } = message;
    if (typeof seq !== 'number') {
      return;
    }
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#running = new Set();
    }
    this.#newest = seq;
    if (handling.length > 0) {
      this.#waitFor(seq, handling);
    } else if (this.#running.size === 0) {
      this.#done = seq;
      this.say();
    }
  }

  /** Says how far this device is: at once when that was long ago, else together with what comes meanwhile. */
  say() {
    if (this.#timers.has('next')) {
      this.#due = true;
      return;
    }
    this.#due = false;
    if (this.#done !== undefined && this.#done > 0) {
      this.#connection.send({ type: 'ack', data: { channel: this.#channel, seq: this.#done } });
      this.#timers.start('next', INTERVAL_MS, () => this.#due && this.say());
    }
  }

  /** The next messages are another user's, or from the start. */
  forget() {
    this.#done = undefined;
    this.#epoch = undefined;
    this.#running = new Set();
    this.#due = false;
  }

  /**
   * @param {number} seq
   * @param {Promise<unknown>[]} handling
   */
  async #waitFor(seq, handling) {
    const running = this.#running;
    running.add(seq);
    await Promise.allSettled(handling);
    running.delete(seq);
    if (running === this.#running) {
      this.#done = running.size === 0 ? this.#newest : Math.min(...running) - 1;
      this.say();
    }
  }
}
