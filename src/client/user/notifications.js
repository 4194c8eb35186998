import { Listeners } from '../connection/listeners.js';
import { RecentIds } from './recent-ids.js';
import { Acknowledgements } from './acknowledgements.js';
import { SignInState } from './sign-in.js';

/**
 * @typedef {import('../connection/connection.js').Connection} Connection
 * @typedef {import('../subscription/subscriptions.js').Subscriptions} Subscriptions
 * @typedef {import('../subscription/subscription.js').SubscriptionChange} SubscriptionChange
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').Notification} Notification
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {{notification: Notification, position: Position, missed: boolean}} Arrival missed: it was there before the
 *     subscription, so it is news only to this device
 */

/** The channel of the user's notifications. */
export const NOTIFICATIONS = 'notifications';
/** Ids of the newest notifications that are known not to be handled twice. */
const KNOWN_IDS = 1_000;

/**
 * The notifications of the connection's user, each handed on once, also over losses of the connection. What the
 * listeners have taken is acknowledged for this device, so that the server need not keep it for it.
 */
export class Notifications {
  #connection;
  #subscriptions;
  #acknowledgements;
  #listeners;
  #known = new RecentIds(KNOWN_IDS);
  /** @type {import('../subscription/subscription.js').Subscription | undefined} */
  #subscription;
  /** @type {Position | undefined} of the last one handled */
  #position;
  #live = false;
  /** @type {string | undefined} */
  #userId;

  /**
   * @param {Connection} connection
   * @param {Subscriptions} subscriptions
   * @param {object} options
   * @param {Acknowledgements} options.acknowledgements
   * @param {import('./sign-in.js').SignIn} [options.signIn]
   * @param {(failure: unknown) => void} [options.onListenerFailure] told of a listener that threw
   */
  constructor(connection, subscriptions, { acknowledgements, signIn, onListenerFailure = console.error }) {
    this.#connection = connection;
    this.#subscriptions = subscriptions;
    this.#acknowledgements = acknowledgements;
    this.#listeners = new Listeners(onListenerFailure);
    connection.onMessage('authenticated', ({ data }) => this.#identified(data?.userId));
    connection.onMessage('connected', ({ data }) => this.#identified(data?.user));
    signIn?.onState(({ state }) => {
      if (state === SignInState.SIGNED_OUT || state === SignInState.REFUSED) {
        this.#end();
      }
    });
    if (signIn?.user !== undefined) {
      this.#identified(signIn.user.userId);
    }
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
   * Listens to notifications. When what the listener returns has settled, the notification counts as received by this
   * device.
   *
   * @param {(arrival: Arrival) => unknown} listener called with each one once, in order
   * @returns {() => void} stops listening
   */
  onNotification(listener) {
    return this.#listeners.add('notification', listener);
  }

  /**
   * Listens to breaks: what lies between the last one handled and the next one may be lost, or may come again. Forget
   * what was built from the ones before, and take what comes.
   *
   * @param {(reset: {reason: string, position: Position | undefined}) => void} listener
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
    const reply = await this.#connection.request('history', { channel: NOTIFICATIONS, limit });
    const messages = Array.isArray(reply.data?.messages) ? reply.data.messages : [];
    return messages.map((/** @type {Message} */ message) => message.data).filter(isNotification);
  }

  /** Forgets the user's notifications: the next ones are another user's, or the same user's from the start. */
  forget() {
    this.#end();
    this.#userId = undefined;
    this.#position = undefined;
    this.#known.clear();
    this.#acknowledgements.forget();
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
    const since = this.#position && { [NOTIFICATIONS]: this.#position };
    this.#subscription ??= this.#subscriptions.subscribe(
      { channels: [NOTIFICATIONS], ...(since && { since }) },
      {
        onMessage: (message) => this.#take(message),
        onReset: ({ reason }) => this.#reset(reason),
        onState: (change) => this.#changed(change),
      },
    );
  }

  #end() {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    subscription?.unsubscribe();
  }

  /** @param {SubscriptionChange} change */
  #changed({ state, reason }) {
    const live = state === 'subscribed';
    if (live) {
      // The acknowledgement before the loss may not have arrived.
      this.#acknowledgements.say();
    }
    if (live !== this.#live || state === 'refused') {
      this.#live = live;
      this.#listeners.tell('live', { live, reason });
    }
  }

  /** @param {Message} message */
  #take({ epoch, seq, data }) {
    if (typeof epoch !== 'string' || !Number.isSafeInteger(seq) || !isNotification(data)) {
      return undefined;
    }
    const position = { epoch, seq: /** @type {number} */ (seq) };
    this.#position = position;
    if (!this.#known.add(data.id)) {
      return undefined;
    }
    const head = this.#subscriptions.find(NOTIFICATIONS)?.head;
    const missed = head !== undefined && head.epoch === epoch && position.seq <= head.seq;
    return this.#listeners.tell('notification', { notification: data, position, missed });
  }

  /** @param {string} reason */
  #reset(reason) {
    const position = this.#position;
    this.#position = undefined;
    this.#known.clear();
    this.#listeners.tell('reset', { reason, position });
  }
}

/**
 * @param {any} data
 * @returns {data is Notification}
 */
function isNotification(data) {
  return typeof data?.id === 'string';
}
