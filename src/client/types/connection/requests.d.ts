/** A request that got no good answer. */
export declare class RequestFailure extends Error {
    code: string;
    /** Whether trying again can help. */
    temporary: boolean;
    retryAfterMs: number | undefined;
    details: unknown;
    /**
     * @param {string} code an error code of the server, `TIMEOUT`, `CLOSED` or `DROPPED`
     * @param {string} message for people
     * @param {{temporary?: boolean, retryAfterMs?: number, details?: unknown}} [more] what else the server says
     */
    constructor(code: string, message: string, { temporary, retryAfterMs, details }?: {
        temporary?: boolean;
        retryAfterMs?: number;
        details?: unknown;
    });
}
export type Clock = import('./clock.js').Clock;
export type Message = import('../protocol.js').Message;
/**
 * The requests that wait for their answer.
 *
 * @typedef {import('./clock.js').Clock} Clock
 * @typedef {import('../protocol.js').Message} Message
 */
export declare class Requests {
    #private;
    /** @param {Clock} clock what the time-outs run on */
    constructor(clock: Clock);
    /**
     * Opens a request.
     *
     * @param {number} timeoutMs how long to wait for the answer
     * @returns {{id: number, answer: Promise<Message>}} the id to send, and the answer to come
     */
    open(timeoutMs: number): {
        id: number;
        answer: Promise<Message>;
    };
    /**
     * Hands a message to the request it answers, if any.
     *
     * @param {Message} message what came
     */
    settle(message: Message): void;
    /** Fails all that wait: the connection is gone. */
    abandon(): void;
    /**
     * @param {unknown} id
     * @param {string} code `TIMEOUT` or `CLOSED`
     * @param {string} text
     */
    fail(id: unknown, code: string, text: string): void;
}
