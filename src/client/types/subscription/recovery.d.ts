/**
 * Fetches what is missing in the middle of a channel, in one answer, so that it comes or does not come as a whole.
 *
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('./order.js').EachOnce} EachOnce
 */
export type Message = import('../protocol.js').Message;
export type EachOnce = import('./order.js').EachOnce;
export declare class Recovery {
    #private;
    /**
     * @param {string} channel
     * @param {EachOnce} order
     * @param {object} on what it uses and tells
     * @param {import('../connection/clock.js').Clock} on.clock
     * @param {(data: object) => Promise<Message>} on.history asks for it
     * @param {(message: Message) => void} on.message one that was missing, or had been held back
     * @param {(reason: string) => void} on.reset it cannot be had
     */
    constructor(channel: string, order: EachOnce, on: {
        clock: import('../connection/clock.js').Clock;
        history: (data: object) => Promise<Message>;
        message: (message: Message) => void;
        reset: (reason: string) => void;
    });
    /**
     * Holds a message back until what is missing before it has come.
     *
     * @param {Message} message
     * @returns {boolean} whether this began a recovery
     */
    hold(message: Message): boolean;
    /** Gives up: what is held was not handed on, so it comes again. */
    stop(): void;
}
