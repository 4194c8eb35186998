import { TransportChoice } from '../transport/choice.js';
import { probe } from '../transport/probe.js';
import { Timers } from './clock.js';
import { describeClose } from './close-codes.js';

const OPEN = 1;
const NORMAL = 1000;
const CONNECTION_LOST = 1006;
const NO_SIGN_OF_LIFE = 4408;

/**
 * @typedef {import('../transport/transports.js').Transport} Transport
 * @typedef {import('../transport/transports.js').TransportName} TransportName
 * @typedef {import('../transport/transports.js').CloseEvent} CloseEvent
 * @typedef {{transport: TransportName, previous: TransportName, reason: string}} TransportChange
 * @typedef {object} LineOptions
 * @property {import('./clock.js').Clock} clock
 * @property {number} connectTimeoutMs
 * @property {number} openTimeoutMs
 * @property {number} fallbackSettleMs
 * @property {number} riseMs
 * @typedef {object} LineEvents
 * @property {(change: TransportChange) => void} transport another one is tried
 * @property {(data: unknown) => void} text
 * @property {(reason: string) => void} failed something went wrong; whether it is over is told by the others
 * @property {(reason: string) => void} lost nothing was heard, and nothing else can be tried now
 * @property {(event: CloseEvent) => void} closed by the other side
 * @property {(reason: string) => void} impossible no transport can even begin
 * @property {(reason: string) => void} better given up, because a better transport gets through
 */

/** The socket of a connection, over whichever transport gets through: one at a time, and nothing of it stays behind. */
export class Line {
  #options;
  #on;
  #timers;
  #choice;
  /** @type {import('../transport/transports.js').Socket | undefined} */
  #socket;
  /** The server has spoken over it. */
  #through = false;
  /** @type {(() => void) | undefined} */
  #stopProbe;

  /**
   * @param {readonly Transport[]} transports the one to prefer first
   * @param {LineOptions} options
   * @param {LineEvents} on
   */
  constructor(transports, options, on) {
    this.#options = options;
    this.#on = on;
    this.#timers = new Timers(options.clock);
    this.#choice = new TransportChoice(transports, { settleMs: options.fallbackSettleMs, riseMs: options.riseMs });
  }

  /** The name of the transport in use, or of the one that is tried or was used last. */
  get transport() {
    return this.#choice.current.name;
  }

  /** How far down the list the transport is. */
  get level() {
    return this.#choice.level;
  }

  /** Whether there is a socket, open or not. */
  get isThere() {
    return this.#socket !== undefined;
  }

  /** Begins a round of attempts. */
  open() {
    const previous = this.transport;
    this.#choice.begin();
    this.#attempt(previous, 'a new attempt');
  }

  /** The server has spoken. */
  welcomed() {
    this.#through = true;
    this.#timers.stop('connect');
    this.#timers.stop('open');
    this.#choice.through(this.#options.clock.now());
    this.#planRise();
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it was sent
   */
  send(text) {
    if (this.#socket?.readyState !== OPEN) {
      return false;
    }
    this.#socket.send(text);
    return true;
  }

  /**
   * Nothing is to be expected of it any more.
   *
   * @param {string} reason
   * @param {boolean} [hopeless] whether the same transport would fail again
   */
  giveUp(reason, hopeless = false) {
    this.#on.failed(reason);
    if (!this.#triesAnother(hopeless, reason)) {
      this.drop(NO_SIGN_OF_LIFE);
      this.#on.lost(reason);
    }
  }

  /**
   * Lets go of the socket and of everything that hangs on it. A half-open socket may take minutes to report its own
   * end, so nobody listens to it any more.
   *
   * @param {number} code
   */
  drop(code) {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#through = false;
    this.#timers.stopAll();
    this.#stopProbe?.();
    this.#stopProbe = undefined;
    this.#choice.lost(this.#options.clock.now());
    if (socket !== undefined) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(code);
    }
  }

  /**
   * @param {TransportName} previous the transport before this attempt
   * @param {string} reason why it is another one, if it is
   */
  #attempt(previous, reason) {
    const transport = this.#choice.current;
    let socket;
    try {
      socket = transport.open();
    } catch (failure) {
      this.#on.failed(String(failure));
      if (!this.#triesAnother(true, String(failure), previous)) {
        this.#on.impossible(String(failure));
      }
      return;
    }
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#on.text(data);
    socket.onclose = (event) => this.#closed(event);
    this.#limit(transport);
    if (this.transport !== previous) {
      this.#on.transport({ transport: this.transport, previous, reason });
    }
  }

  /** @param {Transport} transport that is tried */
  #limit({ name, patient }) {
    if (!patient) {
      this.#timers.start('connect', this.#options.connectTimeoutMs, () => this.giveUp('no answer'));
      if (this.#choice.inDoubt) {
        this.#timers.start('open', this.#options.openTimeoutMs, () => this.giveUp(`${name} does not open`, true));
      }
    }
  }

  #opened() {
    this.#timers.stop('open');
    this.#choice.opened();
  }

  /** @param {CloseEvent} event */
  #closed(event) {
    const reason = describeClose(event.code, event.reason);
    if (event.code === CONNECTION_LOST && this.#triesAnother(false, reason)) {
      this.#on.failed(reason);
      return;
    }
    this.drop(NORMAL);
    this.#on.closed(event);
  }

  /**
   * Goes on over another transport, without a delay, if this one did not get through and there is one.
   *
   * @param {boolean} hopeless whether this one would fail again
   * @param {string} reason
   * @param {TransportName} [previous]
   */
  #triesAnother(hopeless, reason, previous = this.transport) {
    if (this.#through || !this.#choice.failed(hopeless)) {
      return false;
    }
    this.drop(NORMAL);
    this.#attempt(previous, reason);
    return true;
  }

  #planRise() {
    if (this.#choice.level > 0) {
      this.#timers.start('rise', this.#choice.riseInMs, () => this.#rise());
    }
  }

  /** Tries the better transports beside this one; where one gets through, makes room for it. */
  async #rise() {
    const socket = this.#socket;
    for (const transport of this.#choice.better) {
      const { through, cancel } = probe(transport, this.#options.clock, this.#options.openTimeoutMs);
      this.#stopProbe = cancel;
      const found = await through;
      if (socket !== this.#socket) {
        return;
      }
      this.#stopProbe = undefined;
      if (found) {
        this.#choice.probed(transport);
        this.drop(NORMAL);
        this.#on.better(`${transport.name} gets through`);
        return;
      }
    }
    this.#choice.probed(undefined);
    this.#planRise();
  }
}
