/**
 * Tries a transport beside the one in use.
 *
 * @param {import('./transports.js').Transport} transport what to try
 * @param {import('../connection/clock.js').Clock} clock
 * @param {number} timeoutMs how long it may take
 * @returns {{through: Promise<boolean>, cancel: () => void}} whether the server spoke
 */
export declare function probe(transport: import('./transports.js').Transport, clock: import('../connection/clock.js').Clock, timeoutMs: number): {
    through: Promise<boolean>;
    cancel: () => void;
};
