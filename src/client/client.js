import { SYSTEM_CLOCK } from './connection/clock.js';
import { Connection } from './connection/connection.js';
import { Listeners } from './connection/listeners.js';
import { Outbox } from './connection/outbox.js';
import { RequestFailure } from './connection/requests.js';
import { Subscriptions } from './subscription/subscriptions.js';
import { addressesOf } from './transport/addresses.js';
import { Api } from './transport/api.js';
import { polling } from './transport/polling.js';
import { sockJs } from './transport/sock-js.js';
import { webSocket } from './transport/transports.js';
import { Acknowledgements } from './user/acknowledgements.js';
import { NOTIFICATIONS, Notifications } from './user/notifications.js';
import { SignIn, SignInState } from './user/sign-in.js';
import { watchVisibility } from './visibility.js';

const FIREHOSE = 'ws/prices';

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./subscription/subscription.js').Handlers} Handlers
 * @typedef {import('./subscription/subscription.js').Subscription} Subscription
 * @typedef {import('./subscription/subscription.js').Wish} Wish
 * @typedef {{kind: 'sign-in' | 'warning' | 'message', code: string, message: string, channel?: string}} Problem what a
 *     person is to be told: to sign in, to slow down, or just the words
 * @typedef {object} OwnOptions
 * @property {string} [endpoint] the WebSocket's path: `ws`, or `ws/prices` for all prices unasked
 * @property {string} [device] names what receives; the server keeps a position for each device of a user
 * @property {import('./user/sign-in.js').TokenGetter} [getToken] gives a token now, and a fresh one before it ends
 * @property {() => any} [loadSockJs] gives the SockJS class, or a promise of it; without it there is no SockJS
 * @property {boolean} [polling] whether plain requests are the last resort; true
 * @property {number} [pollIntervalMs] 2000
 * @property {boolean} [batch] whether price messages may come together
 * @property {number} [hiddenRate] prices a second and symbol while the page is hidden, 0.5; 0 for as many as ever
 * @property {string} [tabs] names those tabs of a browser that share one connection, and one user; not shared without it
 * @property {import('./tabs/leadership.js').Locks} [locks] `navigator.locks` by default
 * @property {typeof globalThis.BroadcastChannel} [BroadcastChannel]
 * @property {any} [WebSocket] the WebSocket class
 * @property {typeof globalThis.fetch} [fetch]
 * @property {import('./visibility.js').Page | null} [page] what tells whether it is seen, the document by default
 * @property {readonly import('./transport/transports.js').Transport[]} [transports] in the place of the usual ones
 * @typedef {OwnOptions & import('./connection/connection.js').ConnectionOptions} ClientOptions
 */

/**
 * A client of a gateway: one connection that looks after itself, and what is subscribed to over it, once for each channel
 * however many want it. Belongs to one page or one worker; every callback runs on its event loop.
 */
export class Client {
  #connection;
  #subscriptions;
  #outbox;
  #signIn;
  #acknowledgements;
  #listeners;
  #options;
  #api;
  /** @type {Notifications | undefined} */
  #notifications;
  /** @type {import('./tabs/tabs.js').Tabs | undefined} */
  #tabs;
  #unwatch = () => {};
  /** Whether it was asked to connect last, and not to disconnect. */
  #begun = false;

  /**
   * @param {string | URL} address of the gateway, such as `https://quotes.example.com/`; relative to the page
   * @param {ClientOptions} [options]
   */
  constructor(address, options = {}) {
    const addresses = addressesOf(address, options);
    const onListenerFailure = options.onListenerFailure ?? console.error;
    this.#options = { ...options, onListenerFailure };
    this.#api = new Api(addresses.api, options.fetch);
    this.#listeners = new Listeners(onListenerFailure);
    const transports = options.transports ?? transportsOf(addresses, options);
    this.#connection = new Connection(options.tabs === undefined ? transports : [this.#tab(), ...transports], options);
    this.#signIn = new SignIn(this.#connection, { ...options, onListenerFailure, onPending: (pending) => this.#hold(pending) });
    this.#acknowledgements = new Acknowledgements(this.#connection, NOTIFICATIONS);
    this.#subscriptions = new Subscriptions(this.#connection, {
      unseenRate: options.hiddenRate ?? 0.5,
      batch: options.batch,
      onFailure: onListenerFailure,
      onRefusal: (refusal) => this.#problem(refusal),
      handled: (channel) =>
        channel === NOTIFICATIONS ? (message, handling) => this.#acknowledgements.handled(message, handling) : undefined,
    });
    this.#outbox = new Outbox(this.#connection);
    this.#connection.onMessage('authenticated', () => this.#subscriptions.again());
    this.#connection.onMessage('error', ({ data }) => this.#problem(data ?? {}));
    this.#signIn.onState(({ state, reason }) => {
      if (state === SignInState.REFUSED) {
        this.#problem({ code: 'UNAUTHORIZED', message: reason });
      }
    });
    if (options.getToken !== undefined) {
      this.#signIn.signIn();
    }
  }

  /** The connection's present state. */
  get state() {
    return this.#connection.state;
  }

  /** The name of the transport in use, or of the one that is tried or was used last. */
  get transport() {
    return this.#connection.transport;
  }

  /** Whether this tab holds the connection of all tabs; also where it is not shared. */
  get isLeader() {
    return this.#tabs?.isLeader ?? true;
  }

  /** Milliseconds to the next attempt; undefined when none is planned, or while it runs. */
  get retryInMs() {
    return this.#connection.retryInMs;
  }

  /** The figures up to now. */
  get statistics() {
    return this.#connection.statistics;
  }

  /** Who is signed in, and with what. */
  get signIn() {
    return this.#signIn;
  }

  /** The gateway over plain HTTP requests, as the user who is signed in. */
  get api() {
    this.#api.token = this.#signIn.token;
    return this.#api;
  }

  /** The user's notifications; they are subscribed to from the first use of this on. */
  get notifications() {
    this.#notifications ??= new Notifications(this.#connection, this.#subscriptions, {
      acknowledgements: this.#acknowledgements,
      signIn: this.#signIn,
      onListenerFailure: this.#options.onListenerFailure,
    });
    return this.#notifications;
  }

  /** Begins, unless it has begun. From `error` it tries again. */
  connect() {
    this.#unwatch();
    if (this.#options.hiddenRate !== 0) {
      this.#unwatch = watchVisibility(this.#options.page, this.#options.clock ?? SYSTEM_CLOCK, (seen) => {
        this.#subscriptions.setUnseen(!seen);
        if (seen) {
          this.#connection.check();
        }
      });
    }
    const begun = this.#begun;
    this.#begun = true;
    if (this.#options.tabs === undefined || begun) {
      this.#connection.connect();
    } else {
      this.#join(this.#options.tabs).then(() => this.#begun && this.#connection.connect());
    }
  }

  /** Ends, and does not come back until asked. What was subscribed to is subscribed to again then. */
  disconnect() {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#begun = false;
    this.#connection.disconnect();
    this.#tabs?.end();
  }

  /** Does not wait any longer for the next attempt; begins again after an error. */
  retryNow() {
    this.#connection.retryNow();
  }

  /**
   * Listens to changes of the state.
   *
   * @param {(change: import('./connection/connection.js').StateChange) => void} listener called after each move
   * @returns {() => void} stops listening
   */
  onState(listener) {
    return this.#connection.onState(listener);
  }

  /**
   * Listens to changes of the transport: when another one is tried.
   *
   * @param {(change: import('./connection/connection.js').TransportChange) => void} listener called after each change
   * @returns {() => void} stops listening
   */
  onTransport(listener) {
    return this.#connection.onTransport(listener);
  }

  /**
   * Listens to messages of one type, whatever their channel.
   *
   * @param {string} type a message type, or `*` for all
   * @param {(message: Message) => void} listener called with each message, in order
   * @returns {() => void} stops listening
   */
  onMessage(type, listener) {
    return this.#connection.onMessage(type, listener);
  }

  /**
   * Listens to how symbols stand: live, stale, on their fallback or halted. Of those that are subscribed to, or of all with
   * the endpoint `ws/prices`.
   *
   * @param {(status: import('./protocol.js').SymbolStatus['data']) => void} listener called when a symbol's status changes, and
   *     after a subscription where it is not live
   * @returns {() => void} stops listening
   */
  onSymbolStatus(listener) {
    return this.onMessage('symbol_status', (message) => listener(/** @type {import('./protocol.js').SymbolStatus} */ (message).data));
  }

  /**
   * Listens to what a person is to be told, from wherever it comes.
   *
   * @param {(problem: Problem) => void} listener
   * @returns {() => void} stops listening
   */
  onProblem(listener) {
    return this.#listeners.add('problem', listener);
  }

  /**
   * Subscribes, now and on every connection to come, until it is ended.
   *
   * @param {string | readonly string[] | Wish} what a channel such as `prices:BTC-USD`, channels, or a wish with symbols
   * @param {Handlers | ((message: Message) => unknown)} handlers
   * @returns {Subscription}
   */
  subscribe(what, handlers) {
    return this.#subscriptions.subscribe(what, handlers);
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param {string} type the request
   * @param {object} [data] its arguments
   * @param {number} [timeoutMs] how long to wait, 5000
   * @returns {Promise<Message>} the reply; rejected with a {@link import('./connection/requests.js').RequestFailure}
   */
  request(type, data, timeoutMs) {
    return this.#connection.request(type, data, timeoutMs);
  }

  /**
   * Publishes to a channel, now or when there is a connection again: once, however often it has to be sent.
   *
   * @param {string} channel
   * @param {any} data
   * @param {{idempotencyKey?: string, excludeSelf?: boolean}} [options] excludeSelf: not to this connection
   * @returns {Promise<Message>} the reply; rejected with a {@link import('./connection/requests.js').RequestFailure}
   */
  publish(channel, data, options) {
    return this.#outbox.request('publish', { idempotencyKey: newKey(), ...options, channel, data });
  }

  /**
   * Marks a notification as read.
   *
   * @param {string} id
   * @returns {Promise<void>} rejected with a {@link RequestFailure} where the server refuses
   */
  async markAsRead(id) {
    const { status, body } = await this.api.post(`notifications/${encodeURIComponent(id)}/read`, {});
    if (status >= 300) {
      const { code = status, message = `HTTP ${status}`, ...more } = body?.error ?? {};
      throw new RequestFailure(String(code), String(message), more);
    }
  }

  /**
   * Finds out which tab speaks for all; without an answer to that this one speaks for itself.
   *
   * @param {string} name
   */
  async #join(name) {
    try {
      const { Tabs } = await import('./tabs/tabs.js');
      if (this.#tabs === undefined) {
        this.#tabs = Tabs.of(name, { clock: SYSTEM_CLOCK, ...this.#options });
        this.#tabs?.serve({ connection: this.#connection, subscriptions: this.#subscriptions, signIn: this.#signIn });
      }
      await this.#tabs?.begin();
    } catch (failure) {
      this.#options.onListenerFailure(failure);
    }
  }

  /**
   * The way to the tab that speaks for all; none for that tab itself.
   *
   * @returns {import('./transport/transports.js').Transport}
   */
  #tab() {
    return {
      name: 'tab',
      patient: true,
      usable: () => this.#tabs?.isLeader === false,
      open: () => /** @type {import('./tabs/tabs.js').Tabs} */ (this.#tabs).open(),
    };
  }

  /** @param {boolean} pending whether it is not clear yet who asks */
  #hold(pending) {
    for (const part of [this.#subscriptions, this.#outbox]) {
      if (pending) {
        part?.hold();
      } else {
        part?.release();
      }
    }
  }

  /** @param {{code?: string, message?: string, channel?: string}} problem */
  #problem({ code = 'INTERNAL', message = '', channel }) {
    const kind = code === 'UNAUTHORIZED' || code === 'TOKEN_EXPIRED' ? 'sign-in' : code === 'RATE_LIMITED' ? 'warning' : 'message';
    this.#listeners.tell('problem', { kind, code, message, channel });
  }
}

/**
 * @param {import('./transport/addresses.js').Addresses} addresses
 * @param {ClientOptions} options
 */
function transportsOf(addresses, options) {
  const { clock = SYSTEM_CLOCK, fetch, pollIntervalMs: intervalMs, endpoint } = options;
  const transports = [webSocket(addresses.webSocket, options.WebSocket)];
  if (options.loadSockJs !== undefined) {
    transports.push(sockJs(addresses.sockJs, options.loadSockJs));
  }
  if (options.polling !== false) {
    transports.push(polling(new Api(addresses.api, fetch), { clock, intervalMs, everything: endpoint === FIREHOSE }));
  }
  return transports;
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
