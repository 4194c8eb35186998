import { Backoff } from './backoff.js';
import { SYSTEM_CLOCK, Timers } from './clock.js';
import { comesBack, describeClose } from './close-codes.js';
import { Heartbeat } from './heartbeat.js';
import { Line } from './line.js';
import { Listeners } from './listeners.js';
import { watchNetwork } from './network.js';
import { Quality } from './quality.js';
import { Requests } from './requests.js';
import { nextState, State } from './states.js';
import { Statistics } from './statistics.js';

const NORMAL = 1000;
const GOING_AWAY = 1001;

/**
 * @typedef {import('./clock.js').Clock} Clock
 * @typedef {import('./states.js').StateName} StateName
 * @typedef {import('./states.js').Happening} Happening
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../transport/transports.js').Transport} Transport
 * @typedef {{state: StateName, previous: StateName, reason: string, code: number | undefined,
 *     retryInMs: number | undefined}} StateChange code: of the close that led here, if one did
 * @typedef {import('./line.js').TransportChange} TransportChange
 * @typedef {object} ConnectionOptions
 * @property {number} [backoffBaseMs] the first delay before coming back, 1000
 * @property {number} [backoffMaxMs] the longest, before the spread of 30 %, 30000
 * @property {number} [stableMs] how long a connection holds before the delays start again from the first, 10000
 * @property {number} [connectTimeoutMs] how long to wait for the server's `connected`, 10000
 * @property {number} [openTimeoutMs] how long the first transport may take to open, until it has once, 5000
 * @property {number} [fallbackSettleMs] how long a lower transport holds before a loss leads to the first again, 60000
 * @property {number} [riseMs] after how long on a lower transport a better one is tried beside it, 60000; doubles
 * @property {number} [pingIntervalMs] between a pong and the next ping, 10000
 * @property {number} [pongTimeoutMs] without a sign of life after a ping the connection is given up, 5000
 * @property {Clock} [clock] monotonic, milliseconds
 * @property {() => number} [random] from 0 to 1
 * @property {import('./network.js').Network | null} [network] what tells `online` and `offline`, the window by default
 * @property {(failure: unknown) => void} [onListenerFailure] told of a listener that threw
 */

const DEFAULTS = {
  backoffBaseMs: 1_000,
  backoffMaxMs: 30_000,
  stableMs: 10_000,
  connectTimeoutMs: 10_000,
  openTimeoutMs: 5_000,
  fallbackSettleMs: 60_000,
  riseMs: 60_000,
  pingIntervalMs: 10_000,
  pongTimeoutMs: 5_000,
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
  #timers;
  #backoff;
  #listeners;
  #requests;
  #line;
  #heartbeat;
  #statistics = new Statistics();
  #quality = new Quality();
  /** @type {StateName} */
  #state = State.DISCONNECTED;
  /** @type {number | undefined} */
  #serverDelayMs;
  /** @type {number | undefined} */
  #retryAtMs;
  #unwatch = () => {};

  /**
   * @param {readonly Transport[]} transports the one to prefer first
   * @param {ConnectionOptions} [options]
   */
  constructor(transports, options = {}) {
    this.#options = { ...DEFAULTS, ...options };
    const { clock, random, backoffBaseMs, backoffMaxMs } = this.#options;
    this.#clock = clock;
    this.#timers = new Timers(clock);
    this.#line = this.#newLine(transports);
    this.#listeners = new Listeners(this.#options.onListenerFailure);
    this.#requests = new Requests(clock);
    this.#backoff = new Backoff({ baseMs: backoffBaseMs, maxMs: backoffMaxMs, jitter: 0.3, random });
    this.#heartbeat = this.#newHeartbeat();
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
    return this.#line.transport;
  }

  /** Milliseconds to the next attempt; undefined when none is planned, or while it runs. */
  get retryInMs() {
    return this.#retryAtMs === undefined ? undefined : Math.max(0, this.#retryAtMs - this.#clock.now());
  }

  /** The figures up to now. */
  get statistics() {
    const nowMs = this.#clock.now();
    return this.#statistics.snapshot(nowMs, this.#quality.mark(nowMs, this.#line.level));
  }

  /** Where the parts of a client count. */
  get counts() {
    return this.#statistics;
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
   * Listens to messages of one type. What comes in a `batch` is told one by one.
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
    if (!this.#move('connect', 'asked to connect')) {
      return;
    }
    this.#backoff.reset();
    this.#serverDelayMs = undefined;
    // A listener may have changed its mind meanwhile.
    if (this.#state === State.CONNECTING && !this.#line.isThere) {
      this.#unwatch();
      this.#unwatch = watchNetwork(this.#options.network, (online) => this.#networkChanged(online));
      this.#open();
    }
  }

  /** Ends, and does not come back until asked. */
  disconnect() {
    this.#line.drop(NORMAL);
    this.#letGo();
    this.#move('disconnect', 'asked to disconnect');
  }

  /** Does not wait any longer for the next attempt; begins again after an error. */
  retryNow() {
    if (this.#retryAtMs !== undefined) {
      this.#timers.stop('retry');
      this.#open();
    } else {
      this.connect();
    }
  }

  /** Asks the server for a sign of life now, or tries again now: something has changed outside. */
  check() {
    if (this.#state === State.CONNECTED) {
      this.#heartbeat.ask();
    } else if (this.#retryAtMs !== undefined) {
      this.retryNow();
    }
  }

  /**
   * Sends a message if there is a connection. Nothing is kept for later.
   *
   * @param {{type: string, [name: string]: any}} message goes out as one JSON text
   * @returns {boolean} whether it was sent
   */
  send(message) {
    const sent = this.#state === State.CONNECTED && this.#line.send(JSON.stringify(message));
    this.#statistics.messagesSent += Number(sent);
    return sent;
  }

  /**
   * Sends a request and waits for the first message that carries its id.
   *
   * @param {string} type the request
   * @param {object} [data] its arguments
   * @param {number} [timeoutMs] how long to wait, 5000
   * @returns {Promise<Message>} the reply; rejected with a {@link import('./requests.js').RequestFailure}
   */
  request(type, data, timeoutMs = 5_000) {
    const { id, answer } = this.#requests.open(timeoutMs);
    if (!this.send(data === undefined ? { type, id } : { type, id, data })) {
      this.#requests.fail(id, 'CLOSED', 'not connected');
    }
    return answer;
  }

  #open() {
    this.#retryAtMs = undefined;
    this.#line.open();
  }

  /** @param {readonly Transport[]} transports */
  #newLine(transports) {
    return new Line(transports, this.#options, {
      transport: (change) => this.#listeners.tell('transport', change),
      text: (text) => this.#receive(text),
      failed: (reason) => this.#statistics.failed(reason),
      lost: (reason) => {
        this.#letGo();
        this.#comeBack(reason);
      },
      closed: (event) => this.#closed(event),
      impossible: (reason) => this.#move('refused', reason),
      better: (reason) => {
        this.#letGo();
        this.#move('lost', reason);
        if (this.#state === State.RECONNECTING && !this.#line.isThere) {
          this.#open();
        }
      },
    });
  }

  /** @param {unknown} text */
  #receive(text) {
    this.#statistics.messagesReceived += 1;
    this.#statistics.lastReceivedMs = this.#clock.now();
    const message = parse(text);
    if (message === undefined) {
      this.#statistics.failed('unreadable');
    } else if (message.type === 'batch' && Array.isArray(message.data)) {
      message.data.forEach((one) => isMessage(one) && this.#take(one));
    } else {
      this.#take(message);
    }
  }

  /** @param {Message} message */
  #take(message) {
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
    const nowMs = this.#clock.now();
    this.#line.welcomed();
    this.#serverDelayMs = undefined;
    this.#statistics.connected(nowMs);
    this.#timers.start('stable', this.#options.stableMs, () => this.#backoff.reset());
    this.#move('welcomed', 'welcomed by the server');
    if (this.#state === State.CONNECTED) {
      this.#heartbeat.start();
    }
  }

  /** @param {any} notice */
  #heed(notice) {
    if (notice.action === 'shutdown' && Number.isFinite(notice.reconnectAfterMs)) {
      this.#serverDelayMs = Math.max(0, notice.reconnectAfterMs);
    }
  }

  #newHeartbeat() {
    const { pingIntervalMs: intervalMs, pongTimeoutMs: timeoutMs } = this.#options;
    return new Heartbeat(
      { clock: this.#clock, timers: this.#timers, intervalMs, timeoutMs },
      {
        ping: (waitMs) => this.request('ping', undefined, waitMs),
        heardMs: () => this.#statistics.lastReceivedMs ?? 0,
        latency: (latencyMs) => {
          this.#statistics.latencyMs = latencyMs;
          this.#quality.measured(latencyMs);
        },
        silence: () => this.#line.giveUp('no sign of life'),
      },
    );
  }

  /** @param {boolean} online */
  #networkChanged(online) {
    if (online) {
      this.check();
    } else if (this.#state === State.CONNECTED) {
      this.#line.giveUp('this device is offline');
    }
  }

  /** @param {import('../transport/transports.js').CloseEvent} event */
  #closed({ code, reason: closeReason, retryInMs }) {
    const reason = describeClose(code, closeReason);
    if (code !== NORMAL && code !== GOING_AWAY) {
      this.#statistics.failed(reason);
    }
    this.#letGo();
    if (retryInMs !== undefined) {
      this.#serverDelayMs = retryInMs;
    }
    if (comesBack(code)) {
      this.#comeBack(reason, code);
    } else {
      this.#move(code === NORMAL ? 'ended' : 'refused', reason, code);
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
    this.#timers.start('retry', delayMs, () => this.#open());
    this.#move('lost', reason, code);
  }

  /** Ends all that hangs on a line that is gone. */
  #letGo() {
    this.#retryAtMs = undefined;
    this.#heartbeat.stop();
    this.#timers.stopAll();
    this.#statistics.lost();
    this.#requests.abandon();
  }

  /**
   * The only place where the state changes.
   *
   * @param {Happening} happening
   * @param {string} reason
   * @param {number} [code]
   * @returns {boolean} whether it meant anything in this state
   */
  #move(happening, reason, code) {
    const previous = this.#state;
    const state = nextState(previous, happening);
    if (state === undefined) {
      return false;
    }
    this.#state = state;
    if (previous === State.CONNECTED) {
      this.#quality.lost(this.#clock.now());
    }
    if (state === State.DISCONNECTED || state === State.ERROR) {
      this.#unwatch();
      this.#unwatch = () => {};
    }
    this.#listeners.tell('state', { state, previous, reason, code, retryInMs: this.retryInMs });
    return true;
  }
}

/**
 * @param {unknown} text
 * @returns {Message | undefined}
 */
function parse(text) {
  try {
    const message = JSON.parse(/** @type {string} */ (text));
    return isMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {any} message
 * @returns {message is Message}
 */
function isMessage(message) {
  return typeof message?.type === 'string';
}
