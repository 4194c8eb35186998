import { Statistics } from './statistics.js';
export type Clock = import('./clock.js').Clock;
export type StateName = import('./states.js').StateName;
export type Happening = import('./states.js').Happening;
export type Message = import('../protocol.js').Message;
export type Transport = import('../transport/transports.js').Transport;
export type StateChange = {
    state: StateName;
    previous: StateName;
    reason: string;
    code: number | undefined;
    retryInMs: number | undefined;
};
export type TransportChange = import('./line.js').TransportChange;
export type ConnectionOptions = {
    /**
     * the first delay before coming back, 1000
     */
    backoffBaseMs?: number;
    /**
     * the longest, before the spread of 30 %, 30000
     */
    backoffMaxMs?: number;
    /**
     * how long a connection holds before the delays start again from the first, 10000
     */
    stableMs?: number;
    /**
     * how long to wait for the server's `connected`, 10000
     */
    connectTimeoutMs?: number;
    /**
     * how long the first transport may take to open, until it has once, 5000
     */
    openTimeoutMs?: number;
    /**
     * how long a lower transport holds before a loss leads to the first again, 60000
     */
    fallbackSettleMs?: number;
    /**
     * after how long on a lower transport a better one is tried beside it, 60000; doubles
     */
    riseMs?: number;
    /**
     * between a pong and the next ping, 10000
     */
    pingIntervalMs?: number;
    /**
     * without a sign of life after a ping the connection is given up, 5000
     */
    pongTimeoutMs?: number;
    /**
     * monotonic, milliseconds
     */
    clock?: Clock;
    /**
     * from 0 to 1
     */
    random?: () => number;
    /**
     * what tells `online` and `offline`, the window by default
     */
    network?: import('./network.js').Network | null;
    /**
     * told of a listener that threw
     */
    onListenerFailure?: (failure: unknown) => void;
};
/**
 * One connection to a gateway that comes back by itself. The state says `connected` only after the server said so.
 * Belongs to one page or one worker; every callback runs on its event loop.
 */
export declare class Connection {
    #private;
    /**
     * @param {readonly Transport[]} transports the one to prefer first
     * @param {ConnectionOptions} [options]
     */
    constructor(transports: readonly Transport[], options?: ConnectionOptions);
    /** The present state. */
    get state(): import("./states.js").StateName;
    /** What its times are measured with. */
    get clock(): import("./clock.js").Clock;
    /** The name of the transport in use, or of the one that is tried or was used last. */
    get transport(): import("../transport/transports.js").TransportName;
    /** Milliseconds to the next attempt; undefined when none is planned, or while it runs. */
    get retryInMs(): number | undefined;
    /** The figures up to now. */
    get statistics(): import("./statistics.js").StatisticsSnapshot;
    /** Where the parts of a client count. */
    get counts(): Statistics;
    /**
     * Listens to changes of the state.
     *
     * @param {(change: StateChange) => void} listener called after each move
     * @returns {() => void} stops listening
     */
    onState(listener: (change: StateChange) => void): () => void;
    /**
     * Listens to changes of the transport: when another one is tried.
     *
     * @param {(change: TransportChange) => void} listener called after each change
     * @returns {() => void} stops listening
     */
    onTransport(listener: (change: TransportChange) => void): () => void;
    /**
     * Listens to messages of one type. What comes in a `batch` is told one by one.
     *
     * @param {string} type a message type, or `*` for all
     * @param {(message: Message) => void} listener called with each message, in order
     * @returns {() => void} stops listening
     */
    onMessage(type: string, listener: (message: Message) => void): () => void;
    /** Begins, unless it has begun. From `error` it tries again. */
    connect(): void;
    /** Ends, and does not come back until asked. */
    disconnect(): void;
    /** Does not wait any longer for the next attempt; begins again after an error. */
    retryNow(): void;
    /** Asks the server for a sign of life now, or tries again now: something has changed outside. */
    check(): void;
    /**
     * Sends a message if there is a connection. Nothing is kept for later.
     *
     * @param {{type: string, [name: string]: any}} message goes out as one JSON text
     * @returns {boolean} whether it was sent
     */
    send(message: {
        type: string;
        [name: string]: any;
    }): boolean;
    /**
     * Sends a request and waits for the first message that carries its id.
     *
     * @param {string} type the request
     * @param {object} [data] its arguments
     * @param {number} [timeoutMs] how long to wait, 5000
     * @returns {Promise<Message>} the reply; rejected with a {@link import('./requests.js').RequestFailure}
     */
    request(type: string, data?: object, timeoutMs?: number): Promise<Message>;
}
