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
export type SubscriptionStateName = import('./states.js').SubscriptionStateName;
export type Message = import('../protocol.js').Message;
export type Position = import('../protocol.js').Position;
export type Terms = import('./terms.js').Terms;
export type SubscriptionChange = {
    channel: string;
    state: SubscriptionStateName;
    previous: SubscriptionStateName;
    reason: string;
    code: string | undefined;
};
export type Reset = {
    channel: string;
    reason: string;
};
export type Handlers = {
    /**
     * called with each message; a private one counts as received by this
     * device when what this returns has settled
     */
    onMessage?: (message: Message) => unknown;
    /**
     * what was built from the messages before is to be forgotten
     */
    onReset?: (reset: Reset) => void;
    /**
     * called after each move of one of the channels
     */
    onState?: (change: SubscriptionChange) => void;
};
export type Wish = Terms & {
    symbols?: readonly string[];
    channels?: readonly string[];
    since?: Record<string, Position>;
};
export type Wanted = {
    channels: readonly string[];
    terms: Terms;
    handlers: Handlers;
    unseen: boolean;
};
export declare class Subscription {
    #private;
    /**
     * @param {readonly string[]} channels
     * @param {(channel: string) => SubscriptionStateName} stateOf
     * @param {() => void} end
     */
    constructor(channels: readonly string[], stateOf: (channel: string) => SubscriptionStateName, end: () => void);
    /** The channels, by their names. */
    get channels(): readonly string[];
    /** The state of each channel. @returns {Record<string, SubscriptionStateName>} */
    get states(): Record<string, SubscriptionStateName>;
    /** The state of all: `subscribed` if each is; else what is the matter. @returns {SubscriptionStateName} */
    get state(): SubscriptionStateName;
    /** Ends it; the server is told when nobody else here wants the channels. */
    unsubscribe(): void;
}
/**
 * Reads what is to be subscribed to.
 *
 * @param {string | readonly string[] | Wish} what a channel, channels, or a wish with symbols
 * @returns {{channels: string[], terms: Terms, since: Record<string, Position>}}
 */
export declare function readWish(what: string | readonly string[] | Wish): {
    channels: string[];
    terms: Terms;
    since: Record<string, Position>;
};
