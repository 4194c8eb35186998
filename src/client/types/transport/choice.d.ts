/**
 * Which transport is tried next. They are in order of preference. Each round of attempts begins with the first; the next
 * one is tried at once, without a delay, where one does not get through. So a server that was away for a moment is found
 * again over the first one, and only a network that stands in the way of it leads further down.
 *
 * @typedef {import('./transports.js').Transport} Transport
 */
export type Transport = import('./transports.js').Transport;
export declare class TransportChoice {
    #private;
    /**
     * @param {readonly Transport[]} transports the one to prefer first
     * @param {object} options
     * @param {number} options.settleMs how long a lower one has to hold before a round begins with the first one again
     * @param {number} options.riseMs after how long on a lower one a better one is tried beside it; doubles
     */
    constructor(transports: readonly Transport[], { settleMs, riseMs }: {
        settleMs: number;
        riseMs: number;
    });
    /** The one in use, or the one that is being tried. */
    get current(): Transport;
    /** How far down the list the current one is: 0 is the best that can be used here. */
    get level(): number;
    /** Whether an attempt that does not open soon had better be given up for the next one. */
    get inDoubt(): boolean;
    /** The better ones than the current one, best first. */
    get better(): import("./transports.js").Transport[];
    /** After how long a better one is to be tried. */
    get riseInMs(): number;
    /** A round of attempts begins. */
    begin(): void;
    /** The socket is open: something at the other end speaks this transport. */
    opened(): void;
    /**
     * The server has spoken: this transport gets through.
     *
     * @param {number} nowMs
     */
    through(nowMs: number): void;
    /**
     * The attempt ended before the server had spoken.
     *
     * @param {boolean} hopeless true when another attempt of the same kind would not do better
     * @returns {boolean} whether to try at once again, over what is now current
     */
    failed(hopeless: boolean): boolean;
    /**
     * A connection that had got through is gone.
     *
     * @param {number} nowMs
     */
    lost(nowMs: number): void;
    /**
     * A better one was tried beside the current one.
     *
     * @param {Transport | undefined} found the one that got through, with which the next round begins
     */
    probed(found: Transport | undefined): void;
}
