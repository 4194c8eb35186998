export type Transport = import('../transport/transports.js').Transport;
export type TransportName = import('../transport/transports.js').TransportName;
export type CloseEvent = import('../transport/transports.js').CloseEvent;
export type TransportChange = {
    transport: TransportName;
    previous: TransportName;
    reason: string;
};
export type LineOptions = {
    clock: import('./clock.js').Clock;
    connectTimeoutMs: number;
    openTimeoutMs: number;
    fallbackSettleMs: number;
    riseMs: number;
};
export type LineEvents = {
    /**
     * another one is tried
     */
    transport: (change: TransportChange) => void;
    text: (data: unknown) => void;
    /**
     * something went wrong; whether it is over is told by the others
     */
    failed: (reason: string) => void;
    /**
     * nothing was heard, and nothing else can be tried now
     */
    lost: (reason: string) => void;
    /**
     * by the other side
     */
    closed: (event: CloseEvent) => void;
    /**
     * no transport can even begin
     */
    impossible: (reason: string) => void;
    /**
     * given up, because a better transport gets through
     */
    better: (reason: string) => void;
};
/**
 * @typedef {import('../transport/transports.js').Transport} Transport
 * @typedef {import('../transport/transports.js').TransportName} TransportName
 * @typedef {import('../transport/transports.js').CloseEvent} CloseEvent
 * @typedef {{transport: TransportName, previous: TransportName, reason: string}} TransportChange
 * @typedef {object} LineOptions
 * @property {import('./clock.js').Clock} clock
 * @property {number} connectTimeoutMs
 * @property {number} openTimeoutMs
 * @property {number} fallbackSettleMs
 * @property {number} riseMs
 * @typedef {object} LineEvents
 * @property {(change: TransportChange) => void} transport another one is tried
 * @property {(data: unknown) => void} text
 * @property {(reason: string) => void} failed something went wrong; whether it is over is told by the others
 * @property {(reason: string) => void} lost nothing was heard, and nothing else can be tried now
 * @property {(event: CloseEvent) => void} closed by the other side
 * @property {(reason: string) => void} impossible no transport can even begin
 * @property {(reason: string) => void} better given up, because a better transport gets through
 */
/** The socket of a connection, over whichever transport gets through: one at a time, and nothing of it stays behind. */
export declare class Line {
    #private;
    /**
     * @param {readonly Transport[]} transports the one to prefer first
     * @param {LineOptions} options
     * @param {LineEvents} on
     */
    constructor(transports: readonly Transport[], options: LineOptions, on: LineEvents);
    /** The name of the transport in use, or of the one that is tried or was used last. */
    get transport(): import("../transport/transports.js").TransportName;
    /** How far down the list the transport is. */
    get level(): number;
    /** Whether there is a socket, open or not. */
    get isThere(): boolean;
    /** Begins a round of attempts. */
    open(): void;
    /** The server has spoken. */
    welcomed(): void;
    /**
     * @param {string} text
     * @returns {boolean} whether it was sent
     */
    send(text: string): boolean;
    /**
     * Nothing is to be expected of it any more.
     *
     * @param {string} reason
     * @param {boolean} [hopeless] whether the same transport would fail again
     */
    giveUp(reason: string, hopeless?: boolean): void;
    /**
     * Lets go of the socket and of everything that hangs on it. A half-open socket may take minutes to report its own
     * end, so nobody listens to it any more.
     *
     * @param {number} code
     */
    drop(code: number): void;
}
