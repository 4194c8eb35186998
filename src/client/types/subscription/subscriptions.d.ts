import { Channel } from './channel.js';
import { Subscription } from './subscription.js';
export type Connection = import('../connection/connection.js').Connection;
export type Message = import('../protocol.js').Message;
export type Handlers = import('./subscription.js').Handlers;
export type Wish = import('./subscription.js').Wish;
export type Refusal = {
    channel: string;
    code: string;
    message: string;
};
/**
 * All that this client is subscribed to: each channel once, however many here want it, on every connection again, from
 * where it was. What is asked for in one turn of the event loop goes out in one request.
 */
export declare class Subscriptions {
    #private;
    /**
     * @param {Connection} connection
     * @param {object} options
     * @param {number} options.unseenRate updates a second and symbol while nobody looks
     * @param {boolean} [options.batch] whether price messages may come together
     * @param {(failure: unknown) => void} options.onFailure told of a handler that failed
     * @param {(refusal: Refusal) => void} [options.onRefusal] told of each channel that is not given
     * @param {(channel: string) => import('./channel.js').Surroundings['handled']} [options.handled] who is told of what was
     *     handed on
     */
    constructor(connection: Connection, { unseenRate, batch, onFailure, onRefusal, handled }: {
        unseenRate: number;
        batch?: boolean;
        onFailure: (failure: unknown) => void;
        onRefusal?: (refusal: Refusal) => void;
        handled?: (channel: string) => import('./channel.js').Surroundings['handled'];
    });
    /**
     * Subscribes; see {@link import('../client.js').Client.subscribe}.
     *
     * @param {string | readonly string[] | Wish} what
     * @param {Handlers | ((message: Message) => unknown)} handlers
     * @param {boolean} [unseen] whether it is slowed down while nobody looks
     */
    subscribe(what: string | readonly string[] | Wish, handlers: Handlers | ((message: Message) => unknown), unseen?: boolean): Subscription;
    /**
     * How a channel is, for those who hand it on.
     *
     * @param {string} name
     */
    find(name: string): Channel | undefined;
    /** Nothing is asked for until it is clear who asks. */
    hold(): void;
    release(): void;
    /** There is a reason why what was refused may be given now. */
    again(): void;
    /** What comes on private channels from now on is another user's. */
    forgetPrivate(): void;
    /** @param {boolean} unseen whether nobody looks */
    setUnseen(unseen: boolean): void;
}
/**
 * The channel that a message was sent to; who joined or left one stands in the message.
 *
 * @param {Message} message
 * @returns {string | undefined}
 */
export declare function channelOf({ type, channel, data }: Message): string | undefined;
