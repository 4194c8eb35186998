export type Message = import('../protocol.js').Message;
/**
 * Tells the server how far this device is in a channel: after the handlers have finished with a message, in order, and
 * five times a second at most.
 *
 * @typedef {import('../protocol.js').Message} Message
 */
export declare class Acknowledgements {
    #private;
    /**
     * @param {import('../connection/connection.js').Connection} connection
     * @param {string} channel
     */
    constructor(connection: import('../connection/connection.js').Connection, channel: string);
    /**
     * A message was handed on; without one: one came again, so that the server may not know how far this device is.
     *
     * @param {Message | undefined} message
     * @param {Promise<unknown>[]} handling what is still going on
     */
    handled(message: Message | undefined, handling: Promise<unknown>[]): void;
    /** Says how far this device is: at once when that was long ago, else together with what comes meanwhile. */
    say(): void;
    /** The next messages are another user's, or from the start. */
    forget(): void;
}
