/**
 * The states of a channel for this client, what can happen to it, and where that leads.
 *
 * @typedef {'unsubscribed' | 'subscribing' | 'subscribed' | 'refused'} SubscriptionStateName
 * @typedef {'subscribe' | 'unsubscribe' | 'confirmed' | 'refused' | 'taken' | 'lost' | 'again'} SubscriptionHappening
 *     `refused`: not given; `taken`: given, and taken away by the server; `lost`: with its connection; `again`: there is
 *     a reason why what was refused may be given now
 */
export type SubscriptionStateName = 'unsubscribed' | 'subscribing' | 'subscribed' | 'refused';
export type SubscriptionHappening = 'subscribe' | 'unsubscribe' | 'confirmed' | 'refused' | 'taken' | 'lost' | 'again';
/** @type {Readonly<Record<'UNSUBSCRIBED' | 'SUBSCRIBING' | 'SUBSCRIBED' | 'REFUSED', SubscriptionStateName>>} */
export declare const SubscriptionState: Readonly<Record<'UNSUBSCRIBED' | 'SUBSCRIBING' | 'SUBSCRIBED' | 'REFUSED', SubscriptionStateName>>;
/** @type {Readonly<Record<SubscriptionStateName, Readonly<Partial<Record<SubscriptionHappening, SubscriptionStateName>>>>>} */
export declare const SUBSCRIPTION_MOVES: Readonly<Record<SubscriptionStateName, Readonly<Partial<Record<SubscriptionHappening, SubscriptionStateName>>>>>;
/**
 * Where something that happens leads.
 *
 * @param {SubscriptionStateName} state where the channel is
 * @param {SubscriptionHappening} happening what happens to it
 * @returns {SubscriptionStateName | undefined} the next state; undefined where it means nothing
 */
export declare function nextSubscriptionState(state: SubscriptionStateName, happening: SubscriptionHappening): SubscriptionStateName | undefined;
