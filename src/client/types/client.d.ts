import { Api } from './transport/api.js';
import { Notifications } from './user/notifications.js';
import { SignIn } from './user/sign-in.js';
export type Message = import('./protocol.js').Message;
export type Handlers = import('./subscription/subscription.js').Handlers;
export type Subscription = import('./subscription/subscription.js').Subscription;
export type Wish = import('./subscription/subscription.js').Wish;
export type Problem = {
    kind: 'sign-in' | 'warning' | 'message';
    code: string;
    message: string;
    channel?: string;
};
export type OwnOptions = {
    /**
     * the WebSocket's path: `ws`, or `ws/prices` for all prices unasked
     */
    endpoint?: string;
    /**
     * names what receives; the server keeps a position for each device of a user
     */
    device?: string;
    /**
     * gives a token now, and a fresh one before it ends
     */
    getToken?: import('./user/sign-in.js').TokenGetter;
    /**
     * gives the SockJS class, or a promise of it; without it there is no SockJS
     */
    loadSockJs?: () => any;
    /**
     * whether plain requests are the last resort; true
     */
    polling?: boolean;
    /**
     * 2000
     */
    pollIntervalMs?: number;
    /**
     * whether price messages may come together
     */
    batch?: boolean;
    /**
     * prices a second and symbol while the page is hidden, 0.5; 0 for as many as ever
     */
    hiddenRate?: number;
    /**
     * names those tabs of a browser that share one connection, and one user; not shared without it
     */
    tabs?: string;
    /**
     * `navigator.locks` by default
     */
    locks?: import('./tabs/leadership.js').Locks;
    BroadcastChannel?: typeof globalThis.BroadcastChannel;
    /**
     * the WebSocket class
     */
    WebSocket?: any;
    fetch?: typeof globalThis.fetch;
    /**
     * what tells whether it is seen, the document by default
     */
    page?: import('./visibility.js').Page | null;
    /**
     * in the place of the usual ones
     */
    transports?: readonly import('./transport/transports.js').Transport[];
};
export type ClientOptions = OwnOptions & import('./connection/connection.js').ConnectionOptions;
/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./subscription/subscription.js').Handlers} Handlers
 * @typedef {import('./subscription/subscription.js').Subscription} Subscription
 * @typedef {import('./subscription/subscription.js').Wish} Wish
 * @typedef {{kind: 'sign-in' | 'warning' | 'message', code: string, message: string, channel?: string}} Problem what a
 *     person is to be told: to sign in, to slow down, or just the words
 * @typedef {object} OwnOptions
 * @property {string} [endpoint] the WebSocket's path: `ws`, or `ws/prices` for all prices unasked
 * @property {string} [device] names what receives; the server keeps a position for each device of a user
 * @property {import('./user/sign-in.js').TokenGetter} [getToken] gives a token now, and a fresh one before it ends
 * @property {() => any} [loadSockJs] gives the SockJS class, or a promise of it; without it there is no SockJS
 * @property {boolean} [polling] whether plain requests are the last resort; true
 * @property {number} [pollIntervalMs] 2000
 * @property {boolean} [batch] whether price messages may come together
 * @property {number} [hiddenRate] prices a second and symbol while the page is hidden, 0.5; 0 for as many as ever
 * @property {string} [tabs] names those tabs of a browser that share one connection, and one user; not shared without it
 * @property {import('./tabs/leadership.js').Locks} [locks] `navigator.locks` by default
 * @property {typeof globalThis.BroadcastChannel} [BroadcastChannel]
 * @property {any} [WebSocket] the WebSocket class
 * @property {typeof globalThis.fetch} [fetch]
 * @property {import('./visibility.js').Page | null} [page] what tells whether it is seen, the document by default
 * @property {readonly import('./transport/transports.js').Transport[]} [transports] in the place of the usual ones
 * @typedef {OwnOptions & import('./connection/connection.js').ConnectionOptions} ClientOptions
 */
/**
 * A client of a gateway: one connection that looks after itself, and what is subscribed to over it, once for each channel
 * however many want it. Belongs to one page or one worker; every callback runs on its event loop.
 */
export declare class Client {
    #private;
    /**
     * @param {string | URL} address of the gateway, such as `https://quotes.example.com/`; relative to the page
     * @param {ClientOptions} [options]
     */
    constructor(address: string | URL, options?: ClientOptions);
    /** The connection's present state. */
    get state(): import("./connection/states.js").StateName;
    /** The name of the transport in use, or of the one that is tried or was used last. */
    get transport(): import("./transport/transports.js").TransportName;
    /** Whether this tab holds the connection of all tabs; also where it is not shared. */
    get isLeader(): boolean;
    /** Milliseconds to the next attempt; undefined when none is planned, or while it runs. */
    get retryInMs(): number | undefined;
    /** The figures up to now. */
    get statistics(): import("./connection/statistics.js").StatisticsSnapshot;
    /** Who is signed in, and with what. */
    get signIn(): SignIn;
    /** The gateway over plain HTTP requests, as the user who is signed in. */
    get api(): Api;
    /** The user's notifications; they are subscribed to from the first use of this on. */
    get notifications(): Notifications;
    /** Begins, unless it has begun. From `error` it tries again. */
    connect(): void;
    /** Ends, and does not come back until asked. What was subscribed to is subscribed to again then. */
    disconnect(): void;
    /** Does not wait any longer for the next attempt; begins again after an error. */
    retryNow(): void;
    /**
     * Listens to changes of the state.
     *
     * @param {(change: import('./connection/connection.js').StateChange) => void} listener called after each move
     * @returns {() => void} stops listening
     */
    onState(listener: (change: import('./connection/connection.js').StateChange) => void): () => void;
    /**
     * Listens to changes of the transport: when another one is tried.
     *
     * @param {(change: import('./connection/connection.js').TransportChange) => void} listener called after each change
     * @returns {() => void} stops listening
     */
    onTransport(listener: (change: import('./connection/connection.js').TransportChange) => void): () => void;
    /**
     * Listens to messages of one type, whatever their channel.
     *
     * @param {string} type a message type, or `*` for all
     * @param {(message: Message) => void} listener called with each message, in order
     * @returns {() => void} stops listening
     */
    onMessage(type: string, listener: (message: Message) => void): () => void;
    /**
     * Listens to how symbols stand: live, stale, on their fallback or halted. Of those that are subscribed to, or of all with
     * the endpoint `ws/prices`.
     *
     * @param {(status: import('./protocol.js').SymbolStatus['data']) => void} listener called when a symbol's status changes, and
     *     after a subscription where it is not live
     * @returns {() => void} stops listening
     */
    onSymbolStatus(listener: (status: import('./protocol.js').SymbolStatus['data']) => void): () => void;
    /**
     * Listens to what a person is to be told, from wherever it comes.
     *
     * @param {(problem: Problem) => void} listener
     * @returns {() => void} stops listening
     */
    onProblem(listener: (problem: Problem) => void): () => void;
    /**
     * Subscribes, now and on every connection to come, until it is ended.
     *
     * @param {string | readonly string[] | Wish} what a channel such as `prices:BTC-USD`, channels, or a wish with symbols
     * @param {Handlers | ((message: Message) => unknown)} handlers
     * @returns {Subscription}
     */
    subscribe(what: string | readonly string[] | Wish, handlers: Handlers | ((message: Message) => unknown)): Subscription;
    /**
     * Sends a request and waits for its answer.
     *
     * @param {string} type the request
     * @param {object} [data] its arguments
     * @param {number} [timeoutMs] how long to wait, 5000
     * @returns {Promise<Message>} the reply; rejected with a {@link import('./connection/requests.js').RequestFailure}
     */
    request(type: string, data?: object, timeoutMs?: number): Promise<Message>;
    /**
     * Publishes to a channel, now or when there is a connection again: once, however often it has to be sent.
     *
     * @param {string} channel
     * @param {any} data
     * @param {{idempotencyKey?: string, excludeSelf?: boolean}} [options] excludeSelf: not to this connection
     * @returns {Promise<Message>} the reply; rejected with a {@link import('./connection/requests.js').RequestFailure}
     */
    publish(channel: string, data: any, options?: {
        idempotencyKey?: string;
        excludeSelf?: boolean;
    }): Promise<Message>;
    /**
     * Marks a notification as read.
     *
     * @param {string} id
     * @returns {Promise<void>} rejected with a {@link RequestFailure} where the server refuses
     */
    markAsRead(id: string): Promise<void>;
}
