import { Backoff } from './backoff.js';
import { comesBack, describeClose } from './close-codes.js';
import { Listeners } from './listeners.js';
import { RequestFailure, Requests } from './requests.js';
import { mayMove, State } from './states.js';
import { Statistics } from './statistics.js';

/** The WebSocket subprotocol that this client speaks. */
export const PROTOCOL = 'quotewire.v1.json';

const OPEN = 1;
const NORMAL = 1000;
const GOING_AWAY = 1001;
const NO_SIGN_OF_LIFE = 4408;

/**
 * @typedef {import('./states.js').StateName} StateName
 * @typedef {{type: string, id?: string | number, channel?: string, seq?: number, data?: any, timestamp?: string,
 *     [name: string]: any}} Message
 * @typedef {{state: StateName, previous: StateName, reason: string, retryInMs: number | undefined}} StateChange
 * @typedef {{now(): number, setTimeout(task: () => void, delayMs: number): any, clearTimeout(timer: any): void}} Clock
 * @typedef {object} ConnectionOptions
 * @property {number} [backoffBaseMs] the first delay before coming back, 1000
 * @property {number} [backoffMaxMs] the longest, before the spread of 30 %, 30000
 * @property {number} [stableMs] how long a connection holds before the delays start again from the first, 10000
 * @property {number} [connectTimeoutMs] how long to wait for the server's `connected`, 10000
 * @property {number} [pingIntervalMs] between a pong and the next ping, 5000
 * @property {number} [pongTimeoutMs] without a sign of life after a ping the connection is given up, 10000
 * @property {any} [WebSocket] the WebSocket class
 * @property {Clock} [clock] monotonic, milliseconds
 * @property {() => number} [random] from 0 to 1
 * @property {(failure: unknown) => void} [onListenerFailure] told of a listener that threw
 */

/** @type {Clock} */
const SYSTEM_CLOCK = {
  now: () => performance.now(),
  setTimeout: (task, delayMs) => setTimeout(task, delayMs),
  clearTimeout: (timer) => clearTimeout(timer),
};

const DEFAULTS = {
  backoffBaseMs: 1_000,
  backoffMaxMs: 30_000,
  stableMs: 10_000,
  connectTimeoutMs: 10_000,
  pingIntervalMs: 5_000,
  pongTimeoutMs: 10_000,
  clock: SYSTEM_CLOCK,
  random: Math.random,
  onListenerFailure: (/** @type {unknown} */ failure) => console.error(failure),
};

/**
 * One connection to a gateway that comes back by itself. The state says `connected` only after the server said so.
 * Belongs to one page or one worker; every callback runs on its event loop.
 */
export class Connection {
  #url;
  #options;
  #clock;
  #backoff;
  #listeners;
  #requests;
  #statistics = new Statistics();
  /** @type {StateName} */
  #state = State.DISCONNECTED;
  /** @type {any} */
  #socket;
  /** @type {Map<string, any>} */
  #timers = new Map();
  /** @type {number | undefined} */
  #serverDelayMs;
  /** @type {number | undefined} */
  #retryAtMs;

  /**
   * @param {string} url `ws:` or `wss:`
   * @param {ConnectionOptions} [options]
   */
  constructor(url, options = {}) {
    this.#url = url;
    this.#options = { WebSocket: globalThis.WebSocket, ...DEFAULTS, ...options };
    this.#clock = this.#options.clock;
    this.#listeners = new Listeners(this.#options.onListenerFailure);
    this.#requests = new Requests(this.#clock);
    this.#backoff = new Backoff({
      baseMs: this.#options.backoffBaseMs,
      maxMs: this.#options.backoffMaxMs,
      jitter: 0.3,
      random: this.#options.random,
    });
  }

  /** The present state. */
  get state() {
    return this.#state;
  }

  /** Milliseconds to the next attempt; undefined when none is planned, or while it runs. */
  get retryInMs() {
    return this.#retryAtMs === undefined ? undefined : Math.max(0, this.#retryAtMs - this.#clock.now());
  }

  /** The figures up to now. */
  get statistics() {
    return this.#statistics.snapshot(this.#clock.now());
  }

  /**
   * Listens to changes of the state.
   *
   * @param {(change: StateChange) => void} listener called after each move
   * @returns {() => void} stops listening
   */
  onState(listener) {
    return this.#listeners.add('state', listener);
  }

  /**
   * Listens to messages of one type.
   *
   * @param {string} type a message type, or `*` for all
   * @param {(message: Message) => void} listener called with each message, in order
   * @returns {() => void} stops listening
   */
  onMessage(type, listener) {
    return this.#listeners.add(`message ${type}`, listener);
  }

  /** Begins, unless it has begun. From `error` it tries again. */
  connect() {
    if (this.#state === State.DISCONNECTED || this.#state === State.ERROR) {
      this.#backoff.reset();
      this.#serverDelayMs = undefined;
      this.#transitionTo(State.CONNECTING, 'asked to connect');
      // A listener may have changed its mind meanwhile.
      if (this.#state === State.CONNECTING && this.#socket === undefined) {
        this.#open();
      }
    }
  }

  /** Ends, and does not come back until asked. */
  disconnect() {
    if (this.#state !== State.DISCONNECTED) {
      this.#drop(NORMAL);
      this.#transitionTo(State.DISCONNECTED, 'asked to disconnect');
    }
  }

  /** Does not wait any longer for the next attempt; begins again after an error. */
  retryNow() {
    if (this.#retryAtMs !== undefined) {
      this.#stop('retry');
      this.#open();
    } else {
      this.connect();
    }
  }

  /**
   * Sends a message if there is a connection. Nothing is kept for later.
   *
   * @param {Message} message goes out as one JSON text
   * @returns {boolean} whether it was sent
   */
  send(message) {
    if (this.#state !== State.CONNECTED || this.#socket.readyState !== OPEN) {
      return false;
    }
    this.#socket.send(JSON.stringify(message));
    this.#statistics.sent += 1;
    return true;
  }

  /**
   * Sends a request and waits for the first message that carries its id.
   *
   * @param {string} type the request
   * @param {object} [data] its arguments
   * @param {number} [timeoutMs] how long to wait, 5000
   * @returns {Promise<Message>} the reply; rejected with a {@link RequestFailure}
   */
  request(type, data, timeoutMs = 5_000) {
    const { id, answer } = this.#requests.open(timeoutMs);
    if (!this.send(data === undefined ? { type, id } : { type, id, data })) {
      this.#requests.settle({ type: 'error', id, data: { code: 'CLOSED', message: 'not connected' } });
    }
    return answer;
  }

  #open() {
    this.#retryAtMs = undefined;
    let socket;
    try {
      socket = new this.#options.WebSocket(this.#url, [PROTOCOL]);
    } catch (failure) {
      this.#statistics.failed(String(failure));
      this.#transitionTo(State.ERROR, String(failure));
      return;
    }
    this.#socket = socket;
    socket.onmessage = (/** @type {{data: unknown}} */ event) => this.#receive(event.data);
    socket.onclose = (/** @type {{code: number, reason: string}} */ event) => this.#closed(event.code, event.reason);
    this.#start('connect', this.#options.connectTimeoutMs, () => this.#giveUp('no answer to the connection'));
  }

  /** @param {unknown} text */
  #receive(text) {
    this.#statistics.received += 1;
    this.#statistics.lastReceivedMs = this.#clock.now();
    const message = parse(text);
    if (message === undefined) {
      this.#statistics.failed('a message that could not be read');
      return;
    }
    if (message.type === 'connected' && this.#state !== State.CONNECTED) {
      this.#welcome();
    } else if (message.type === 'system') {
      this.#heed(message.data ?? message);
    } else if (message.type === 'error') {
      this.#statistics.failed(`${message.data?.code}: ${message.data?.message}`);
    }
    this.#requests.settle(message);
    this.#listeners.tell(`message ${message.type}`, message);
    this.#listeners.tell('message *', message);
  }

  #welcome() {
    this.#stop('connect');
    this.#serverDelayMs = undefined;
    this.#statistics.connected(this.#clock.now());
    this.#start('stable', this.#options.stableMs, () => this.#backoff.reset());
    this.#transitionTo(State.CONNECTED, 'welcomed by the server');
    this.#ping();
  }

  /** @param {any} notice */
  #heed(notice) {
    if (notice.action === 'shutdown' && Number.isFinite(notice.reconnectAfterMs)) {
      this.#serverDelayMs = Math.max(0, notice.reconnectAfterMs);
    }
  }

  async #ping() {
    const socket = this.#socket;
    const sentMs = this.#clock.now();
    try {
      await this.request('ping', undefined, this.#options.pongTimeoutMs);
      if (socket === this.#socket) {
        this.#statistics.latencyMs = this.#clock.now() - sentMs;
      }
    } catch (failure) {
      const silent = (this.#statistics.lastReceivedMs ?? 0) <= sentMs;
      if (socket === this.#socket && /** @type {RequestFailure} */ (failure).code === 'TIMEOUT' && silent) {
        this.#giveUp('no sign of life from the server');
        return;
      }
    }
    if (socket === this.#socket && this.#state === State.CONNECTED) {
      this.#start('ping', this.#options.pingIntervalMs, () => this.#ping());
    }
  }

  /** @param {string} reason */
  #giveUp(reason) {
    this.#drop(NO_SIGN_OF_LIFE);
    this.#statistics.failed(reason);
    this.#comeBack(reason);
  }

  /**
   * @param {number} code
   * @param {string} closeReason
   */
  #closed(code, closeReason) {
    const reason = describeClose(code, closeReason);
    this.#drop(NORMAL);
    if (code !== NORMAL && code !== GOING_AWAY) {
      this.#statistics.failed(reason);
    }
    if (comesBack(code)) {
      this.#comeBack(reason);
    } else {
      this.#transitionTo(code === NORMAL ? State.DISCONNECTED : State.ERROR, reason);
    }
  }

  /** @param {string} reason */
  #comeBack(reason) {
    const told = this.#serverDelayMs;
    this.#serverDelayMs = undefined;
    const delayMs = told === undefined ? this.#backoff.next() : this.#backoff.spread(told);
    this.#retryAtMs = this.#clock.now() + delayMs;
    this.#start('retry', delayMs, () => this.#open());
    this.#transitionTo(State.RECONNECTING, reason);
  }

  /**
   * Lets go of the socket and of everything that hangs on it. A half-open socket may take minutes to report its own
   * end, so nobody listens to it any more.
   *
   * @param {number} code
   */
  #drop(code) {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#retryAtMs = undefined;
    for (const name of [...this.#timers.keys()]) {
      this.#stop(name);
    }
    if (socket !== undefined) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(code);
    }
    this.#statistics.lost();
    this.#requests.abandon();
  }

  /**
   * The only place where the state changes.
   *
   * @param {StateName} next
   * @param {string} reason
   */
  #transitionTo(next, reason) {
    const previous = this.#state;
    if (!mayMove(previous, next)) {
      throw new Error(`no way from ${previous} to ${next}`);
    }
    this.#state = next;
    this.#listeners.tell('state', { state: next, previous, reason, retryInMs: this.retryInMs });
  }

  /**
   * @param {string} name
   * @param {number} delayMs
   * @param {() => void} task
   */
  #start(name, delayMs, task) {
    this.#stop(name);
    this.#timers.set(
      name,
      this.#clock.setTimeout(() => {
        this.#timers.delete(name);
        task();
      }, delayMs),
    );
  }

  /** @param {string} name */
  #stop(name) {
    this.#clock.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

/**
 * @param {unknown} text
 * @returns {Message | undefined}
 */
function parse(text) {
  try {
    const message = JSON.parse(/** @type {string} */ (text));
    return typeof message?.type === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
