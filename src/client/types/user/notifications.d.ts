import { Acknowledgements } from './acknowledgements.js';
export type Connection = import('../connection/connection.js').Connection;
export type Subscriptions = import('../subscription/subscriptions.js').Subscriptions;
export type SubscriptionChange = import('../subscription/subscription.js').SubscriptionChange;
export type Message = import('../protocol.js').Message;
export type Notification = import('../protocol.js').Notification;
export type Position = import('../protocol.js').Position;
export type Arrival = {
    notification: Notification;
    position: Position;
    missed: boolean;
};
/**
 * @typedef {import('../connection/connection.js').Connection} Connection
 * @typedef {import('../subscription/subscriptions.js').Subscriptions} Subscriptions
 * @typedef {import('../subscription/subscription.js').SubscriptionChange} SubscriptionChange
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').Notification} Notification
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {{notification: Notification, position: Position, missed: boolean}} Arrival missed: it was there before the
 *     subscription, so it is news only to this device
 */
/** The channel of the user's notifications. */
export declare const NOTIFICATIONS = "notifications";
/**
 * The notifications of the connection's user, each handed on once, also over losses of the connection. What the
 * listeners have taken is acknowledged for this device, so that the server need not keep it for it.
 */
export declare class Notifications {
    #private;
    /**
     * @param {Connection} connection
     * @param {Subscriptions} subscriptions
     * @param {object} options
     * @param {Acknowledgements} options.acknowledgements
     * @param {import('./sign-in.js').SignIn} [options.signIn]
     * @param {(failure: unknown) => void} [options.onListenerFailure] told of a listener that threw
     */
    constructor(connection: Connection, subscriptions: Subscriptions, { acknowledgements, signIn, onListenerFailure }: {
        acknowledgements: Acknowledgements;
        signIn?: import('./sign-in.js').SignIn;
        onListenerFailure?: (failure: unknown) => void;
    });
    /** Whether notifications come as they happen. */
    get live(): boolean;
    /** The position of the last one handled; undefined before the first. */
    get position(): import("../protocol.js").Position | undefined;
    /**
     * Listens to notifications. When what the listener returns has settled, the notification counts as received by this
     * device.
     *
     * @param {(arrival: Arrival) => unknown} listener called with each one once, in order
     * @returns {() => void} stops listening
     */
    onNotification(listener: (arrival: Arrival) => unknown): () => void;
    /**
     * Listens to breaks: what lies between the last one handled and the next one may be lost, or may come again. Forget
     * what was built from the ones before, and take what comes.
     *
     * @param {(reset: {reason: string, position: Position | undefined}) => void} listener
     * @returns {() => void} stops listening
     */
    onReset(listener: (reset: {
        reason: string;
        position: Position | undefined;
    }) => void): () => void;
    /**
     * Listens to whether notifications come as they happen.
     *
     * @param {(change: {live: boolean, reason: string}) => void} listener
     * @returns {() => void} stops listening
     */
    onLive(listener: (change: {
        live: boolean;
        reason: string;
    }) => void): () => void;
    /**
     * Asks for the newest ones that the server keeps, handled or not.
     *
     * @param {number} [limit] how many at most
     * @returns {Promise<Notification[]>} oldest first, with whether they are read
     */
    history(limit?: number): Promise<Notification[]>;
    /** Forgets the user's notifications: the next ones are another user's, or the same user's from the start. */
    forget(): void;
}
