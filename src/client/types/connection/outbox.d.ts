import { RequestFailure } from './requests.js';
export type Message = import('../protocol.js').Message;
export type Letter = {
    type: string;
    data: object;
    resolve: (reply: Message) => void;
    reject: (failure: RequestFailure) => void;
};
/**
 * Requests that may wait for a connection. When there is one again they go out in their order, one in 100 ms. When too
 * many wait the oldest is given up. What is asked for twice because the answer was lost has to be told by the server from
 * what was meant twice: give it an idempotency key.
 *
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {{type: string, data: object, resolve: (reply: Message) => void, reject: (failure: RequestFailure) => void}} Letter
 */
export declare class Outbox {
    #private;
    /** @param {import('./connection.js').Connection} connection */
    constructor(connection: import('./connection.js').Connection);
    /**
     * Sends a request now, or when it can be sent.
     *
     * @param {string} type
     * @param {object} data
     * @returns {Promise<Message>} the reply; rejected with `DROPPED` when too many wait
     */
    request(type: string, data: object): Promise<Message>;
    /** Nothing goes out until it is clear who sends it. */
    hold(): void;
    release(): void;
}
