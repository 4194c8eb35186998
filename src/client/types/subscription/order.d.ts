/**
 * Where a channel is, and what a message means that comes.
 *
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {import('../protocol.js').Confirmed} Confirmed
 * @typedef {'next' | 'old' | 'gap' | 'reset'} Verdict `next`: to be handed on; `old`: known; `gap`: some before it are
 *     missing; `reset`: to be handed on after all before it was forgotten
 */
export type Message = import('../protocol.js').Message;
export type Position = import('../protocol.js').Position;
export type Confirmed = import('../protocol.js').Confirmed;
export type Verdict = 'next' | 'old' | 'gap' | 'reset';
/**
 * The order of a symbol's prices: each message is the whole state, so the newest counts. A jump says that some were
 * merged; what is older than what is known came late, or again.
 */
export declare class NewestWins {
    #private;
    /** @returns {Position | undefined} */
    get position(): Position | undefined;
    /**
     * @param {Confirmed} entry
     * @returns {string | undefined} why all is to be forgotten, if it is
     */
    confirmed({ epoch }: Confirmed): string | undefined;
    /**
     * @param {Message} message
     * @returns {Verdict}
     */
    judge({ seq, snapshot, data }: Message): Verdict;
    forget(): void;
}
/** The order of what is addressed to somebody: each message once, one by one. */
export declare class EachOnce {
    #private;
    /**
     * @param {boolean} replayed whether a first subscription brings what was missed, so that its confirmation does not tell
     *     where the messages begin
     * @param {Position} [since] to go on from
     */
    constructor(replayed: boolean, since?: Position);
    /** Of the last one that was handed on. */
    get position(): import("../protocol.js").Position | undefined;
    /**
     * @param {Confirmed} entry
     * @returns {string | undefined} why all is to be forgotten, if it is
     */
    confirmed({ epoch, seq, recovered, reason }: Confirmed): string | undefined;
    /**
     * @param {Message} message
     * @returns {Verdict}
     */
    judge({ epoch, seq }: Message): Verdict;
    /**
     * Goes on from a position that the server has told: what lies before it will not come any more.
     *
     * @param {Position} position
     */
    moveTo(position: Position): void;
    forget(): void;
    /** Nothing is kept of this channel: messages are taken as they come, each once. */
    loosen(): void;
}
