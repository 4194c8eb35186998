import { Timers } from '../connection/clock.js';
import { State } from '../connection/states.js';
import { Channel } from './channel.js';
import { SubscriptionState } from './states.js';
import { readWish, Subscription } from './subscription.js';
import { termsKey } from './terms.js';

/**
 * @typedef {import('../connection/connection.js').Connection} Connection
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('./subscription.js').Handlers} Handlers
 * @typedef {import('./subscription.js').Wish} Wish
 * @typedef {{channel: string, code: string, message: string}} Refusal
 */

/** A gateway recovers so many channels in one request. */
const PER_REQUEST = 100;
const ANSWER_MS = 5_000;
const FIRST_DELAY_MS = 1_000;
const MOST_DELAY_MS = 30_000;
/** What is asked for again after a delay. */
const POSTPONED = {};

/**
 * All that this client is subscribed to: each channel once, however many here want it, on every connection again, from
 * where it was. What is asked for in one turn of the event loop goes out in one request.
 */
export class Subscriptions {
  #connection;
  #around;
  #unseenRate;
  #batch;
  #onRefusal;
  /** @type {Map<string, Channel>} by name, and by the name that the server gives it */
  #channels = new Map();
  /** @type {Set<string>} */
  #leaving = new Set();
  #due = false;
  #held = false;
  #unseen = false;
  #delayMs = FIRST_DELAY_MS;
  #timers;
  #answers = 0;

  /**
   * @param {Connection} connection
   * @param {object} options
   * @param {number} options.unseenRate updates a second and symbol while nobody looks
   * @param {boolean} [options.batch] whether price messages may come together
   * @param {(failure: unknown) => void} options.onFailure told of a handler that failed
   * @param {(refusal: Refusal) => void} [options.onRefusal] told of each channel that is not given
   * @param {(channel: string) => import('./channel.js').Surroundings['handled']} [options.handled] who is told of what was
   *     handed on
   */
  constructor(connection, { unseenRate, batch, onFailure, onRefusal = () => {}, handled = () => undefined }) {
    this.#connection = connection;
    this.#timers = new Timers(connection.clock);
    this.#unseenRate = unseenRate;
    this.#batch = batch;
    this.#onRefusal = onRefusal;
    this.#around = (/** @type {string} */ name) => ({
      clock: connection.clock,
      counts: connection.counts,
      history: (/** @type {object} */ data) => connection.request('history', data),
      onFailure,
      handled: handled(name),
    });
    connection.onState(({ state }) => (state === State.CONNECTED ? this.#plan() : this.#lost()));
    connection.onMessage('subscription_confirmed', ({ data }) => this.#confirmed(data?.channels));
    connection.onMessage('subscription_failed', ({ data }) => this.#failed(data));
    connection.onMessage('unsubscribed', ({ id, data }) => id === undefined && this.#taken(data));
    connection.onMessage('*', (message) => {
      const channel = channelOf(message);
      if (channel !== undefined) {
        this.#channels.get(channel)?.take(message, this.#rate);
      }
    });
  }

  /**
   * Subscribes; see {@link import('../client.js').Client.subscribe}.
   *
   * @param {string | readonly string[] | Wish} what
   * @param {Handlers | ((message: Message) => unknown)} handlers
   * @param {boolean} [unseen] whether it is slowed down while nobody looks
   */
  subscribe(what, handlers, unseen = true) {
    const { channels, terms, since } = readWish(what);
    const wanted = { channels, terms, handlers: typeof handlers === 'function' ? { onMessage: handlers } : handlers, unseen };
    for (const name of channels) {
      const known = this.#channels.get(name);
      const channel = known ?? new Channel(name, this.#around(name), since[name]);
      this.#channels.set(name, channel);
      channel.add(wanted);
      if (known === undefined) {
        channel.move('subscribe', 'asked to subscribe');
      } else {
        queueMicrotask(() => channel.welcome(wanted));
      }
    }
    this.#plan();
    const stateOf = (/** @type {string} */ name) => {
      const channel = this.#channels.get(name);
      return channel?.has(wanted) ? channel.state : SubscriptionState.UNSUBSCRIBED;
    };
    return new Subscription(channels, stateOf, () => this.#unsubscribe(wanted));
  }

  /**
   * How a channel is, for those who hand it on.
   *
   * @param {string} name
   */
  find(name) {
    return this.#channels.get(name);
  }

  /** Nothing is asked for until it is clear who asks. */
  hold() {
    this.#held = true;
  }

  release() {
    this.#held = false;
    this.#plan();
  }

  /** There is a reason why what was refused may be given now. */
  again() {
    this.#each((channel) => channel.move('again', 'asked again'));
    this.#plan();
  }

  /** What comes on private channels from now on is another user's. */
  forgetPrivate() {
    this.#each((channel) => channel.isPrices || channel.forget());
  }

  /** @param {boolean} unseen whether nobody looks */
  setUnseen(unseen) {
    if (this.#unseen !== unseen) {
      this.#unseen = unseen;
      if (!unseen) {
        this.#each((channel) => channel.flush());
      }
      this.#plan();
    }
  }

  get #rate() {
    return this.#unseen ? this.#unseenRate : undefined;
  }

  /** @param {import('./subscription.js').Wanted} wanted */
  #unsubscribe(wanted) {
    for (const name of wanted.channels) {
      const channel = this.#channels.get(name);
      const known = channel?.state === SubscriptionState.SUBSCRIBED || channel?.asking !== undefined;
      channel?.remove(wanted);
      if (channel?.isIdle) {
        this.#channels.delete(name);
        this.#channels.delete(channel.alias ?? name);
        if (known) {
          this.#leaving.add(name);
        }
      }
    }
    this.#plan();
  }

  /** @param {(channel: Channel) => void} task */
  #each(task) {
    new Set(this.#channels.values()).forEach(task);
  }

  #plan() {
    if (!this.#due && this.#mayAsk) {
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        if (this.#mayAsk) {
          this.#leave();
          this.#ask();
        }
      });
    }
  }

  get #mayAsk() {
    return this.#connection.state === State.CONNECTED && !this.#held;
  }

  #leave() {
    const channels = [...this.#leaving].filter((name) => !this.#channels.has(name));
    this.#leaving.clear();
    if (channels.length > 0) {
      // What could not be said is over with the connection.
      this.#connection.request('unsubscribe', { channels }).catch(() => {});
    }
  }

  #ask() {
    /** @type {Map<string, Channel[]>} */
    const groups = new Map();
    this.#each((channel) => {
      const key = termsKey(channel.terms(this.#rate));
      const changed = channel.state === SubscriptionState.SUBSCRIBED && channel.askedTerms !== key;
      if (channel.asking === undefined && (changed || channel.state === SubscriptionState.SUBSCRIBING)) {
        groups.set(key, [...(groups.get(key) ?? []), channel]);
      }
    });
    for (const [key, channels] of groups) {
      for (let from = 0; from < channels.length; from += PER_REQUEST) {
        this.#request(key, channels.slice(from, from + PER_REQUEST));
      }
    }
  }

  /**
   * @param {string} key of their terms
   * @param {Channel[]} channels
   */
  async #request(key, channels) {
    const request = {};
    channels.forEach((channel) => {
      channel.asking = request;
      channel.askedTerms = key;
    });
    try {
      await this.#connection.request('subscribe', this.#arguments(channels), ANSWER_MS);
      if (channels.some(({ asking }) => asking === request)) {
        // What is refused is told after the confirmation.
        this.#timers.start(`answer ${++this.#answers}`, ANSWER_MS, () => this.#unanswered(channels, request));
      }
    } catch (thrown) {
      const failure = /** @type {import('../connection/requests.js').RequestFailure} */ (thrown);
      const open = channels.filter(({ asking }) => asking === request);
      if (failure.code !== 'CLOSED') {
        open.forEach((channel) => this.#refused(channel, failure));
      }
    }
  }

  /** @param {Channel[]} channels */
  #arguments(channels) {
    const symbols = channels.filter((channel) => channel.isPrices).map((channel) => channel.symbol);
    const others = channels.filter((channel) => !channel.isPrices);
    const since = others.filter((channel) => channel.since !== undefined).map(({ name, since: at }) => [name, at]);
    return {
      ...(symbols.length > 0 && { symbols, ...channels[0]?.terms(this.#rate) }),
      ...(symbols.length > 0 && this.#batch !== undefined && { batch: this.#batch }),
      ...(others.length > 0 && { channels: others.map(({ name }) => name) }),
      ...(since.length > 0 && { since: Object.fromEntries(since) }),
    };
  }

  /**
   * @param {Channel[]} channels
   * @param {object} request
   */
  #unanswered(channels, request) {
    channels.forEach((channel) => {
      if (channel.asking === request) {
        channel.asking = undefined;
      }
    });
    this.#plan();
  }

  /** @param {unknown} entries */
  #confirmed(entries) {
    this.#delayMs = FIRST_DELAY_MS;
    for (const entry of Array.isArray(entries) ? entries : []) {
      this.#named(String(entry?.channel))?.confirmed(entry);
    }
    // The terms may have changed meanwhile.
    this.#plan();
  }

  /**
   * The channel of this name; or the one that was asked for without a key, as the user's own.
   *
   * @param {string} name
   */
  #named(name) {
    const bare = this.#channels.get(name) ?? this.#channels.get(name.slice(0, name.indexOf(':')));
    if (bare !== undefined && bare.name !== name) {
      bare.alias = name;
      this.#channels.set(name, bare);
    }
    return bare;
  }

  /** @param {any} data */
  #failed(data) {
    const channel = this.#channels.get(data?.channel);
    if (channel !== undefined) {
      this.#refused(channel, data);
    }
  }

  /**
   * @param {Channel} channel
   * @param {{code: string, message: string, temporary?: boolean, retryAfterMs?: number}} refusal
   */
  #refused(channel, { code, message, temporary, retryAfterMs }) {
    channel.askedTerms = undefined;
    if (temporary === true) {
      channel.asking = POSTPONED;
      this.#timers.start('retry', retryAfterMs ?? this.#delayMs, () => {
        this.#each((one) => this.#unanswered([one], POSTPONED));
      });
      this.#delayMs = Math.min(2 * this.#delayMs, MOST_DELAY_MS);
      return;
    }
    channel.asking = undefined;
    if (channel.move('refused', message, code)) {
      this.#onRefusal({ channel: channel.name, code, message });
    }
  }

  /** @param {any} data */
  #taken(data) {
    for (const name of Array.isArray(data?.channels) ? data.channels : []) {
      this.#channels.get(name)?.move('taken', String(data.reason ?? 'taken away'));
    }
  }

  #lost() {
    this.#timers.stopAll();
    this.#leaving.clear();
    this.#delayMs = FIRST_DELAY_MS;
    this.#each((channel) => channel.lost());
  }
}

/**
 * The channel that a message was sent to; who joined or left one stands in the message.
 *
 * @param {Message} message
 * @returns {string | undefined}
 */
export function channelOf({ type, channel, data }) {
  return type === 'joined' || type === 'left' ? data?.channel : channel;
}
