/**
 * Hands on the newest message of a channel at a rate at most, and the last one in any case.
 *
 * @typedef {import('../protocol.js').Message} Message
 */
export type Message = import('../protocol.js').Message;
export declare class Pace {
    #private;
    /**
     * @param {import('../connection/clock.js').Clock} clock
     * @param {(message: Message) => void} hand
     */
    constructor(clock: import('../connection/clock.js').Clock, hand: (message: Message) => void);
    /**
     * @param {Message} message
     * @param {number} rate a second
     */
    take(message: Message, rate: number): void;
    /** Hands on what waits. */
    flush(): void;
    stop(): void;
}
