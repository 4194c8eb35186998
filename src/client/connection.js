import { Backoff } from './backoff.js';
import { comesBack, describeClose } from './close-codes.js';
import { Listeners } from './listeners.js';
import { RequestFailure, Requests } from './requests.js';
import { mayMove, State } from './states.js';
import { Statistics } from './statistics.js';
import { TransportChoice } from './transport-choice.js';
import { webSocket } from './transports.js';

const OPEN = 1;
const NORMAL = 1000;
const GOING_AWAY = 1001;
const CONNECTION_LOST = 1006;
const NO_SIGN_OF_LIFE = 4408;
/** So many WebSockets in a row that do not open, and the fallback is tried. */
const PATIENCE = 2;

/**
 * @typedef {import('./states.js').StateName} StateName
 * @typedef {{type: string, id?: string | number, channel?: string, seq?: number, data?: any, timestamp?: string,
 *     [name: string]: any}} Message
 * @typedef {import('./transports.js').TransportName} TransportName
 * @typedef {{state: StateName, previous: StateName, reason: string, code: number | undefined,
 *     retryInMs: number | undefined}} StateChange code: of the close that led here, if one did
 * @typedef {{transport: TransportName, previous: TransportName, reason: string}} TransportChange
 * @typedef {{now(): number, setTimeout(task: () => void, delayMs: number): any, clearTimeout(timer: any): void}} Clock
 * @typedef {object} ConnectionOptions
 * @property {number} [backoffBaseMs] the first delay before coming back, 1000
 * @property {number} [backoffMaxMs] the longest, before the spread of 30 %, 30000
 * @property {number} [stableMs] how long a connection holds before the delays start again from the first, 10000
 * @property {number} [connectTimeoutMs] how long to wait for the server's `connected`, 10000
 * @property {number} [openTimeoutMs] with a fallback: how long a WebSocket may take to open, until one has, 5000
 * @property {number} [fallbackSettleMs] how long the fallback holds before WebSocket is tried at the next loss, 60000
 * @property {import('./transports.js').Transport} [fallback] where no WebSocket can be opened, see {@link sockJs}
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
  openTimeoutMs: 5_000,
  fallbackSettleMs: 60_000,
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
  #options;
  #clock;
  #backoff;
  #listeners;
  #requests;
  #choice;
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
    this.#options = { ...DEFAULTS, ...options };
    this.#choice = new TransportChoice({
      first: webSocket(url, options.WebSocket),
      fallback: options.fallback,
      patience: PATIENCE,
      settleMs: this.#options.fallbackSettleMs,
    });
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

  /** What its times are measured with. */
  get clock() {
    return this.#clock;
  }

  /** The name of the transport in use, or of the one that is tried or was used last. */
  get transport() {
    return this.#choice.current.name;
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
   * Listens to changes of the transport: when another one is tried.
   *
   * @param {(change: TransportChange) => void} listener called after each change
   * @returns {() => void} stops listening
   */
  onTransport(listener) {
    return this.#listeners.add('transport', listener);
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

  /** Begins a round of attempts. */
  #open() {
    this.#retryAtMs = undefined;
    const previous = this.transport;
    this.#choice.begin();
    this.#attempt(previous, 'a new attempt');
  }

  /**
   * @param {TransportName} previous the transport before this attempt
   * @param {string} reason why it is another one, if it is
   */
  #attempt(previous, reason) {
    let socket;
    try {
      socket = this.#choice.current.open();
    } catch (failure) {
      this.#statistics.failed(String(failure));
      if (!this.#triesAnother(true, String(failure), previous)) {
        this.#transitionTo(State.ERROR, String(failure));
      }
      return;
    }
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (/** @type {{data: unknown}} */ event) => this.#receive(event.data);
    socket.onclose = (/** @type {{code: number, reason: string}} */ event) => this.#closed(event.code, event.reason);
    this.#start('connect', this.#options.connectTimeoutMs, () => this.#giveUp('no answer to the connection'));
    if (this.#choice.inDoubt) {
      this.#start('open', this.#options.openTimeoutMs, () => this.#giveUp('the WebSocket does not open', true));
    }
    if (this.transport !== previous) {
      this.#listeners.tell('transport', { transport: this.transport, previous, reason });
    }
  }

  #opened() {
    this.#stop('open');
    this.#choice.opened();
  }

  /**
   * Goes on over the other transport, without a delay, if this one did not get through and there is one.
   *
   * @param {boolean} hopeless whether this one would fail again
   * @param {string} reason
   * @param {TransportName} [previous]
   */
  #triesAnother(hopeless, reason, previous = this.transport) {
    if (this.#state === State.CONNECTED || !this.#choice.failed(hopeless)) {
      return false;
    }
    this.#drop(NORMAL);
    this.#attempt(previous, reason);
    return true;
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
    this.#stop('open');
    this.#choice.through(this.#clock.now());
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

  /**
   * @param {string} reason
   * @param {boolean} [hopeless] whether the same transport would fail again
   */
  #giveUp(reason, hopeless = false) {
    this.#statistics.failed(reason);
    if (!this.#triesAnother(hopeless, reason)) {
      this.#drop(NO_SIGN_OF_LIFE);
      this.#comeBack(reason);
    }
  }

  /**
   * @param {number} code
   * @param {string} closeReason
   */
  #closed(code, closeReason) {
    const reason = describeClose(code, closeReason);
    if (code !== NORMAL && code !== GOING_AWAY) {
      this.#statistics.failed(reason);
    }
    if (code === CONNECTION_LOST && this.#triesAnother(false, reason)) {
      return;
    }
    this.#drop(NORMAL);
    if (comesBack(code)) {
      this.#comeBack(reason, code);
    } else {
      this.#transitionTo(code === NORMAL ? State.DISCONNECTED : State.ERROR, reason, code);
    }
  }

  /**
   * @param {string} reason
   * @param {number} [code]
   */
  #comeBack(reason, code) {
    const told = this.#serverDelayMs;
    this.#serverDelayMs = undefined;
    const delayMs = told === undefined ? this.#backoff.next() : this.#backoff.spread(told);
    this.#retryAtMs = this.#clock.now() + delayMs;
    this.#start('retry', delayMs, () => this.#open());
    this.#transitionTo(State.RECONNECTING, reason, code);
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
    this.#choice.lost(this.#clock.now());
    if (socket !== undefined) {
      socket.onopen = null;
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
   * @param {number} [code]
   */
  #transitionTo(next, reason, code) {
    const previous = this.#state;
    if (!mayMove(previous, next)) {
      throw new Error(`no way from ${previous} to ${next}`);
    }
    this.#state = next;
    this.#listeners.tell('state', { state: next, previous, reason, code, retryInMs: this.retryInMs });
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
