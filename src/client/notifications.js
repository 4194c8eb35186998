import { Listeners } from './listeners.js';
import { RecentIds } from './recent-ids.js';
import { State } from './states.js';

/**
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./connection.js').Message} Message
 * @typedef {import('./connection.js').Clock} Clock
 * @typedef {{id: string, kind: string, title: string, body: string, data: object, createdAt: string, read?: boolean}}
 *     Notification
 * @typedef {{epoch: string, seq: number}} Position
 * @typedef {{notification: Notification, position: Position, missed: boolean}} Arrival missed: it was there before the
 *     subscription, so it is news only to this device
 * @typedef {{reason: string, position: Position | undefined}} Reset
 */

const CHANNEL = 'notifications';
/** Ids of the newest notifications that are known not to be handled twice. */
const KNOWN_IDS = 1_000;
const ACK_INTERVAL_MS = 200;

/**
 * The notifications of the connection's user, each handed on once, also over losses of the connection. What the
 * listeners have taken is acknowledged for this device, so that the server need not keep it for it.
 */
export class Notifications {
  #connection;
  #clock;
  #listeners;
  #known = new RecentIds(KNOWN_IDS);
  /** @type {Position | undefined} of the last one handled */
  #position;
  /** The newest position when the subscription began; everything up to it was missed. @type {Position | undefined} */
  #head;
  /** The subscription is confirmed on the present connection. */
  #live = false;
  /** @type {string | undefined} */
  #userId;
  #ackDue = false;
  /** @type {any} */
  #ackTimer;

  /**
   * @param {Connection} connection
   * @param {object} [options]
   * @param {Clock} [options.clock] what acknowledgements are spaced by
   * @param {(failure: unknown) => void} [options.onListenerFailure] told of a listener that threw
   */
  constructor(connection, { clock = connection.clock, onListenerFailure = (failure) => console.error(failure) } = {}) {
    this.#connection = connection;
    this.#clock = clock;
    this.#listeners = new Listeners(onListenerFailure);
    connection.onMessage('authenticated', ({ data }) => this.#identified(data?.userId));
    connection.onMessage('connected', ({ data }) => this.#identified(data?.user));
    connection.onMessage('subscription_confirmed', (message) => this.#confirmed(message));
    connection.onMessage('subscription_failed', (message) => this.#failed(message));
    connection.onMessage('unsubscribed', (message) => this.#taken(message));
    connection.onMessage('notification', (message) => this.#take(message));
    connection.onState(({ state }) => state === State.CONNECTED || this.#lost());
  }

  /** Whether notifications come as they happen. */
  get live() {
    return this.#live;
  }

  /** The position of the last one handled; undefined before the first. */
  get position() {
    return this.#position;
  }

  /**
   * Listens to notifications. When the listener returns, the notification counts as received by this device.
   *
   * @param {(arrival: Arrival) => void} listener called with each one once, in order
   * @returns {() => void} stops listening
   */
  onNotification(listener) {
    return this.#listeners.add('notification', listener);
  }

  /**
   * Listens to breaks: what lies between the last one handled and the next one may be lost, or may come again. Forget
   * what was built from the ones before, and take what comes.
   *
   * @param {(reset: Reset) => void} listener
   * @returns {() => void} stops listening
   */
  onReset(listener) {
    return this.#listeners.add('reset', listener);
  }

  /**
   * Listens to whether notifications come as they happen.
   *
   * @param {(change: {live: boolean, reason: string}) => void} listener
   * @returns {() => void} stops listening
   */
  onLive(listener) {
    return this.#listeners.add('live', listener);
  }

  /**
   * Asks for the newest ones that the server keeps, handled or not.
   *
   * @param {number} [limit] how many at most
   * @returns {Promise<Notification[]>} oldest first, with whether they are read
   */
  async history(limit = 50) {
    const reply = await this.#connection.request('history', { channel: CHANNEL, limit });
    const messages = Array.isArray(reply.data?.messages) ? reply.data.messages : [];
    return messages.map((/** @type {Message} */ message) => message.data).filter(isNotification);
  }

  /** Forgets the user's notifications: the next ones are another user's, or the same user's from the start. */
  forget() {
    this.#lost();
    this.#position = undefined;
    this.#head = undefined;
    this.#known.clear();
  }

  /** @param {unknown} userId undefined for nobody */
  #identified(userId) {
    if (typeof userId !== 'string') {
      return;
    }
    if (this.#userId !== undefined && this.#userId !== userId) {
      this.forget();
    }
    this.#userId = userId;
    if (!this.#live) {
      this.#subscribe();
    }
  }

  #subscribe() {
    const since = this.#position && { since: { [CHANNEL]: this.#position } };
    this.#connection.request('subscribe', { channels: [CHANNEL], ...since }).catch((failure) => {
      if (failure.code !== 'CLOSED') {
        this.#setLive(false, failure.message);
      }
    });
  }

  /** @param {Message} message */
  #confirmed({ data }) {
    const found = data?.channels?.find?.((/** @type {any} */ entry) => entry?.channel === CHANNEL);
    if (found === undefined) {
      return;
    }
    const { epoch, seq, recovered } = found;
    if (this.#position !== undefined && (recovered === false || epoch !== this.#position.epoch)) {
      this.#reset(epoch === this.#position.epoch ? 'not all that was missed is kept' : 'the numbering began anew');
    }
    this.#head = { epoch, seq };
    this.#setLive(true, 'subscribed');
    if (this.#position !== undefined) {
      // The acknowledgement before the loss may not have arrived.
      this.#acknowledge();
    }
  }

  /** @param {Message} message */
  #failed({ data }) {
    if (data?.channel === CHANNEL) {
      this.#setLive(false, String(data.message ?? data.code));
    }
  }

  /** @param {Message} message */
  #taken({ data }) {
    if (data?.channels?.includes?.(CHANNEL)) {
      this.#setLive(false, String(data.reason ?? 'not subscribed any more'));
    }
  }

  /** @param {Message} message */
  #take({ channel, epoch, seq, data }) {
    if (channel !== CHANNEL || typeof epoch !== 'string' || !Number.isSafeInteger(seq) || !isNotification(data)) {
      return;
    }
    const position = { epoch, seq: /** @type {number} */ (seq) };
    if (this.#position !== undefined && this.#position.epoch !== epoch) {
      this.#reset('the numbering began anew');
    }
    const old = this.#position !== undefined && position.seq <= this.#position.seq;
    if (!old) {
      this.#position = position;
      if (this.#known.add(data.id)) {
        this.#listeners.tell('notification', { notification: data, position, missed: this.#isMissed(position) });
      }
    }
    this.#acknowledge();
  }

  /** @param {Position} position */
  #isMissed({ epoch, seq }) {
    return this.#head !== undefined && this.#head.epoch === epoch && seq <= this.#head.seq;
  }

  /** @param {string} reason */
  #reset(reason) {
    const position = this.#position;
    this.#position = undefined;
    this.#known.clear();
    this.#listeners.tell('reset', { reason, position });
  }

  /** Says how far this device is: at once when that was long ago, else together with what comes meanwhile. */
  #acknowledge() {
    if (this.#ackTimer !== undefined) {
      this.#ackDue = true;
      return;
    }
    this.#ackDue = false;
    if (this.#position !== undefined) {
      this.#connection.send({ type: 'ack', data: { channel: CHANNEL, seq: this.#position.seq } });
      this.#ackTimer = this.#clock.setTimeout(() => {
        this.#ackTimer = undefined;
        if (this.#ackDue) {
          this.#acknowledge();
        }
      }, ACK_INTERVAL_MS);
    }
  }

  #lost() {
    this.#clock.clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    this.#ackDue = false;
    if (this.#live) {
      this.#setLive(false, 'no connection');
    }
  }

  /**
   * @param {boolean} live
   * @param {string} reason
   */
  #setLive(live, reason) {
    if (this.#live !== live || !live) {
      this.#live = live;
      this.#listeners.tell('live', { live, reason });
    }
  }
}

/**
 * @param {any} data
 * @returns {data is Notification}
 */
function isNotification(data) {
  return typeof data?.id === 'string';
}
