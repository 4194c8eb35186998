import { EachOnce, NewestWins } from './order.js';
import { Pace } from './pace.js';
import { Recovery } from './recovery.js';
import { nextSubscriptionState, SubscriptionState } from './states.js';
import { slowed, together } from './terms.js';

/**
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').Confirmed} Confirmed
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {import('./subscription.js').Wanted} Wanted
 * @typedef {import('./states.js').SubscriptionHappening} SubscriptionHappening
 * @typedef {object} Surroundings what a channel uses
 * @property {import('../connection/clock.js').Clock} clock
 * @property {(data: object) => Promise<Message>} history
 * @property {import('../connection/statistics.js').Statistics} counts
 * @property {(failure: unknown) => void} onFailure told of a handler that failed
 * @property {(message: Message | undefined, handled: Promise<unknown>[]) => void} [handled] a message was handed on; or,
 *     without one, came again
 */

const PRICES = 'prices:';
const REPLAYED = 'notifications';

/** One channel for all here who want it: its state, how far it has come, and what is missing. */
export class Channel {
  /** @type {import('./states.js').SubscriptionStateName} */
  state = SubscriptionState.UNSUBSCRIBED;
  /** The terms that the server was asked for last, as a text. @type {string | undefined} */
  askedTerms;
  /** The request that has not been answered for this channel. @type {object | undefined} */
  asking;
  /** What the server knows the channel as, where this is not its name. @type {string | undefined} */
  alias;
  /** The newest message of a symbol, for those who come later. @type {Message | undefined} */
  newest;
  /** The newest position that the server has told. @type {Position | undefined} */
  head;
  #name;
  #around;
  #order;
  #recovery;
  /** @type {Map<Wanted, Pace>} */
  #paces = new Map();
  /** @type {Set<Wanted>} */
  #wanted = new Set();

  /**
   * @param {string} name
   * @param {Surroundings} around
   * @param {Position} [since]
   */
  constructor(name, around, since) {
    this.#name = name;
    this.#around = around;
    if (this.isPrices) {
      this.#order = new NewestWins();
    } else {
      const order = new EachOnce(name === REPLAYED, since);
      this.#order = order;
      this.#recovery = new Recovery(name, order, {
        clock: around.clock,
        history: around.history,
        message: (message) => this.take(message),
        reset: (reason) => this.#reset(reason),
      });
    }
  }

  get name() {
    return this.#name;
  }

  get isPrices() {
    return this.#name.startsWith(PRICES);
  }

  get symbol() {
    return this.#name.slice(PRICES.length);
  }

  /** Whether nobody wants it any more. */
  get isIdle() {
    return this.#wanted.size === 0;
  }

  /** What a subscription goes on from; of prices the snapshot is the recovery. */
  get since() {
    return this.isPrices ? undefined : this.position;
  }

  /** Of the last one that was handed on. */
  get position() {
    return this.#order.position;
  }

  /** @param {Wanted} wanted */
  add(wanted) {
    this.#wanted.add(wanted);
  }

  /** @param {Wanted} wanted */
  has(wanted) {
    return this.#wanted.has(wanted);
  }

  /** @param {Wanted} wanted */
  remove(wanted) {
    if (!this.#wanted.has(wanted)) {
      return;
    }
    const reason = 'asked to unsubscribe';
    if (this.#wanted.size === 1) {
      this.move('unsubscribe', reason);
    } else {
      const change = { channel: this.#name, state: SubscriptionState.UNSUBSCRIBED, previous: this.state, reason };
      this.#tellOne(wanted, 'onState', change);
    }
    this.#wanted.delete(wanted);
    this.#paces.get(wanted)?.stop();
    this.#paces.delete(wanted);
  }

  /**
   * What the server is to be asked for.
   *
   * @param {number | undefined} unseenRate the rate of those who are slowed down at the moment
   */
  terms(unseenRate) {
    return this.isPrices ? together([...this.#wanted].map((wanted) => termsOf(wanted, unseenRate))) : {};
  }

  /**
   * The only place where the state changes.
   *
   * @param {SubscriptionHappening} happening
   * @param {string} reason
   * @param {string} [code]
   * @returns {boolean} whether it meant anything in this state
   */
  move(happening, reason, code) {
    const previous = this.state;
    const state = nextSubscriptionState(previous, happening);
    if (state === undefined) {
      return false;
    }
    this.state = state;
    if (state !== SubscriptionState.SUBSCRIBED) {
      this.#recovery?.stop();
    }
    this.#tell('onState', { channel: this.#name, state, previous, reason, code });
    return true;
  }

  /** @param {Confirmed} entry */
  confirmed(entry) {
    this.asking = undefined;
    this.head = { epoch: entry.epoch, seq: entry.seq };
    const reason = this.#order.confirmed(entry);
    if (reason !== undefined) {
      this.#reset(reason);
    }
    this.move('confirmed', 'subscribed');
  }

  /**
   * @param {Message} message
   * @param {number} [unseenRate]
   */
  take(message, unseenRate) {
    if (!isNumbered(message)) {
      return;
    }
    switch (this.#order.judge(message)) {
      case 'old':
        this.#around.counts.duplicates += 1;
        this.#around.handled?.(undefined, []);
        return;
      case 'gap':
        this.#around.counts.gaps += this.#recovery?.hold(message) ? 1 : 0;
        return;
      case 'reset':
        this.#reset('the numbering began anew');
        this.#hand(message, unseenRate);
        return;
      default:
        this.#hand(message, unseenRate);
    }
  }

  /** The connection is gone. */
  lost() {
    this.#recovery?.stop();
    this.asking = undefined;
    this.askedTerms = undefined;
    this.move('lost', 'no connection');
  }

  /** Hands on what was held up for those who did not look. */
  flush() {
    this.#paces.forEach((pace) => pace.flush());
  }

  /** Forgets how far it is: what comes is somebody else's, or from the start. */
  forget() {
    this.#recovery?.stop();
    this.#order.forget();
    this.head = undefined;
    this.newest = undefined;
  }

  /**
   * Tells somebody who came later how things are.
   *
   * @param {Wanted} wanted
   */
  welcome(wanted) {
    if (this.#wanted.has(wanted)) {
      const { state } = this;
      this.#tellOne(wanted, 'onState', { channel: this.#name, state, previous: 'unsubscribed', reason: 'as it is' });
      if (this.newest !== undefined) {
        this.#call(wanted, { ...this.newest, snapshot: true });
      }
    }
  }

  /**
   * @param {Message} message
   * @param {number | undefined} unseenRate
   */
  #hand(message, unseenRate) {
    if (this.isPrices) {
      this.newest = message;
      // One alone gets what the server sends.
      const served = this.#wanted.size > 1 ? this.terms(unseenRate).maxRate : undefined;
      for (const wanted of [...this.#wanted]) {
        const rate = this.#wanted.size > 1 ? termsOf(wanted, unseenRate).maxRate : undefined;
        this.#handPrice(wanted, message, rate, served);
      }
      return;
    }
    const running = [...this.#wanted].map((wanted) => this.#call(wanted, message));
    this.#around.handled?.(message, running.filter((result) => result instanceof Promise));
  }

  /**
   * @param {Wanted} wanted
   * @param {Message} message
   * @param {number | undefined} rate that this one wants
   * @param {number | undefined} served the rate at which the server sends
   */
  #handPrice(wanted, message, rate, served) {
    let pace = this.#paces.get(wanted);
    if (rate === undefined || rate === served) {
      pace?.stop();
      this.#call(wanted, message);
      return;
    }
    if (pace === undefined) {
      pace = new Pace(this.#around.clock, (newest) => this.#call(wanted, newest));
      this.#paces.set(wanted, pace);
    }
    pace.take(message, rate);
  }

  /** @param {string} reason */
  #reset(reason) {
    this.#tell('onReset', { channel: this.#name, reason });
  }

  /**
   * @param {'onReset' | 'onState'} handler
   * @param {any} event
   */
  #tell(handler, event) {
    [...this.#wanted].forEach((wanted) => this.#tellOne(wanted, handler, event));
  }

  /**
   * @param {Wanted} wanted
   * @param {'onReset' | 'onState'} handler
   * @param {any} event
   */
  #tellOne(wanted, handler, event) {
    try {
      wanted.handlers[handler]?.(event);
    } catch (failure) {
      this.#around.onFailure(failure);
    }
  }

  /**
   * @param {Wanted} wanted
   * @param {Message} message
   * @returns {unknown}
   */
  #call(wanted, message) {
    try {
      const result = wanted.handlers.onMessage?.(message);
      return result instanceof Promise ? result.catch(this.#around.onFailure) : result;
    } catch (failure) {
      return this.#around.onFailure(failure);
    }
  }
}

/**
 * @param {Wanted} wanted
 * @param {number | undefined} unseenRate
 */
function termsOf({ terms, unseen }, unseenRate) {
  return unseen && unseenRate !== undefined ? slowed(terms, unseenRate) : terms;
}

/**
 * Whether a message has a place in its channel, or none at all; everything else is not of the contract.
 *
 * @param {Message} message
 */
function isNumbered({ seq, epoch }) {
  return seq === undefined || (Number.isSafeInteger(seq) && (epoch === undefined || typeof epoch === 'string'));
}
