/**
 * The states of a channel for this client, what can happen to it, and where that leads.
 *
 * @typedef {'unsubscribed' | 'subscribing' | 'subscribed' | 'refused'} SubscriptionStateName
 * @typedef {'subscribe' | 'unsubscribe' | 'confirmed' | 'refused' | 'taken' | 'lost' | 'again'} SubscriptionHappening
 *     `refused`: not given; `taken`: given, and taken away by the server; `lost`: with its connection; `again`: there is
 *     a reason why what was refused may be given now
 */

/** @type {Readonly<Record<'UNSUBSCRIBED' | 'SUBSCRIBING' | 'SUBSCRIBED' | 'REFUSED', SubscriptionStateName>>} */
export const SubscriptionState = Object.freeze({
  /** Nobody here wants it. */
  UNSUBSCRIBED: 'unsubscribed',
  /** Wanted; asked for, or to be asked for when there is a connection. */
  SUBSCRIBING: 'subscribing',
  /** The server has confirmed it on the present connection. */
  SUBSCRIBED: 'subscribed',
  /** The server does not give it as things are. Asked for again on a new connection, or as another user. */
  REFUSED: 'refused',
});

/** @type {Readonly<Record<SubscriptionStateName, Readonly<Partial<Record<SubscriptionHappening, SubscriptionStateName>>>>>} */
export const SUBSCRIPTION_MOVES = Object.freeze({
  unsubscribed: { subscribe: 'subscribing' },
  subscribing: { confirmed: 'subscribed', refused: 'refused', taken: 'refused', unsubscribe: 'unsubscribed' },
  subscribed: { lost: 'subscribing', taken: 'refused', unsubscribe: 'unsubscribed' },
  refused: { again: 'subscribing', lost: 'subscribing', confirmed: 'subscribed', unsubscribe: 'unsubscribed' },
});

/**
 * Where something that happens leads.
 *
 * @param {SubscriptionStateName} state where the channel is
 * @param {SubscriptionHappening} happening what happens to it
 * @returns {SubscriptionStateName | undefined} the next state; undefined where it means nothing
 */
export function nextSubscriptionState(state, happening) {
  return SUBSCRIPTION_MOVES[state][happening];
}
