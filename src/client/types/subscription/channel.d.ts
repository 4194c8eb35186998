export type Message = import('../protocol.js').Message;
export type Confirmed = import('../protocol.js').Confirmed;
export type Position = import('../protocol.js').Position;
export type Wanted = import('./subscription.js').Wanted;
export type SubscriptionHappening = import('./states.js').SubscriptionHappening;
export type Surroundings = {
    clock: import('../connection/clock.js').Clock;
    history: (data: object) => Promise<Message>;
    counts: import('../connection/statistics.js').Statistics;
    /**
     * told of a handler that failed
     */
    onFailure: (failure: unknown) => void;
    /**
     * a message was handed on; or,
     * without one, came again
     */
    handled?: (message: Message | undefined, handled: Promise<unknown>[]) => void;
};
/** One channel for all here who want it: its state, how far it has come, and what is missing. */
export declare class Channel {
    #private;
    /** @type {import('./states.js').SubscriptionStateName} */
    state: import('./states.js').SubscriptionStateName;
    /** The terms that the server was asked for last, as a text. @type {string | undefined} */
    askedTerms: string | undefined;
    /** The request that has not been answered for this channel. @type {object | undefined} */
    asking: object | undefined;
    /** What the server knows the channel as, where this is not its name. @type {string | undefined} */
    alias: string | undefined;
    /** The newest message of a symbol, for those who come later. @type {Message | undefined} */
    newest: Message | undefined;
    /** The newest position that the server has told. @type {Position | undefined} */
    head: Position | undefined;
    /**
     * @param {string} name
     * @param {Surroundings} around
     * @param {Position} [since]
     */
    constructor(name: string, around: Surroundings, since?: Position);
    get name(): string;
    get isPrices(): boolean;
    get symbol(): string;
    /** Whether nobody wants it any more. */
    get isIdle(): boolean;
    /** What a subscription goes on from; of prices the snapshot is the recovery. */
    get since(): import("../protocol.js").Position | undefined;
    /** Of the last one that was handed on. */
    get position(): import("../protocol.js").Position | undefined;
    /** @param {Wanted} wanted */
    add(wanted: Wanted): void;
    /** @param {Wanted} wanted */
    has(wanted: Wanted): boolean;
    /** @param {Wanted} wanted */
    remove(wanted: Wanted): void;
    /**
     * What the server is to be asked for.
     *
     * @param {number | undefined} unseenRate the rate of those who are slowed down at the moment
     */
    terms(unseenRate: number | undefined): import("./terms.js").Terms;
    /**
     * The only place where the state changes.
     *
     * @param {SubscriptionHappening} happening
     * @param {string} reason
     * @param {string} [code]
     * @returns {boolean} whether it meant anything in this state
     */
    move(happening: SubscriptionHappening, reason: string, code?: string): boolean;
    /** @param {Confirmed} entry */
    confirmed(entry: Confirmed): void;
    /**
     * @param {Message} message
     * @param {number} [unseenRate]
     */
    take(message: Message, unseenRate?: number): void;
    /** The connection is gone. */
    lost(): void;
    /** Hands on what was held up for those who did not look. */
    flush(): void;
    /** Forgets how far it is: what comes is somebody else's, or from the start. */
    forget(): void;
    /**
     * Tells somebody who came later how things are.
     *
     * @param {Wanted} wanted
     */
    welcome(wanted: Wanted): void;
}
