/**
 * What somebody subscribed to, until they end it.
 *
 * @typedef {import('./states.js').SubscriptionStateName} SubscriptionStateName
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {import('./terms.js').Terms} Terms
 * @typedef {{channel: string, state: SubscriptionStateName, previous: SubscriptionStateName, reason: string,
 *     code: string | undefined}} SubscriptionChange code: of the error, where the server refused
 * @typedef {{channel: string, reason: string}} Reset
 * @typedef {object} Handlers
 * @property {(message: Message) => unknown} [onMessage] called with each message; a private one counts as received by this
 *     device when what this returns has settled
 * @property {(reset: Reset) => void} [onReset] what was built from the messages before is to be forgotten
 * @property {(change: SubscriptionChange) => void} [onState] called after each move of one of the channels
 * @typedef {Terms & {symbols?: readonly string[], channels?: readonly string[], since?: Record<string, Position>}} Wish
 *     since: what was seen last of a channel, for example before a reload of the page
 * @typedef {{channels: readonly string[], terms: Terms, handlers: Handlers, unseen: boolean}} Wanted what is known of one
 *     subscription; unseen: it is slowed down while nobody looks
 */

export class Subscription {
  #channels;
  #stateOf;
  #end;

  /**
   * @param {readonly string[]} channels
   * @param {(channel: string) => SubscriptionStateName} stateOf
   * @param {() => void} end
   */
  constructor(channels, stateOf, end) {
    this.#channels = channels;
    this.#stateOf = stateOf;
    this.#end = end;
  }

  /** The channels, by their names. */
  get channels() {
    return this.#channels;
  }

  /** The state of each channel. @returns {Record<string, SubscriptionStateName>} */
  get states() {
    return Object.fromEntries(this.#channels.map((channel) => [channel, this.#stateOf(channel)]));
  }

  /** The state of all: `subscribed` if each is; else what is the matter. @returns {SubscriptionStateName} */
  get state() {
    const states = Object.values(this.states);
    const worst = /** @type {const} */ (['unsubscribed', 'subscribing', 'refused']).find((state) => states.includes(state));
    return worst ?? 'subscribed';
  }

  /** Ends it; the server is told when nobody else here wants the channels. */
  unsubscribe() {
    this.#end();
  }
}

/**
 * Reads what is to be subscribed to.
 *
 * @param {string | readonly string[] | Wish} what a channel, channels, or a wish with symbols
 * @returns {{channels: string[], terms: Terms, since: Record<string, Position>}}
 */
export function readWish(what) {
  /** @type {Wish} */
  const wish = typeof what === 'string' ? { channels: [what] } : Array.isArray(what) ? { channels: what } : /** @type {Wish} */ (what);
  const { symbols = [], channels = [], mode, maxRate, since = {} } = wish;
  const names = new Set([...symbols.map((symbol) => `prices:${symbol}`), ...channels]);
  return { channels: [...names], terms: { ...(mode && { mode }), ...(maxRate && { maxRate }) }, since };
}
