/**
 * What times are measured with, so that a test can do without waiting.
 *
 * @typedef {{now(): number, setTimeout(task: () => void, delayMs: number): any, clearTimeout(timer: any): void}} Clock
 *     monotonic, milliseconds
 */
export type Clock = {
    now(): number;
    setTimeout(task: () => void, delayMs: number): any;
    clearTimeout(timer: any): void;
};
/** @type {Clock} */
export declare const SYSTEM_CLOCK: Clock;
/** Timers by name, one of each. */
export declare class Timers {
    #private;
    /** @param {Clock} clock */
    constructor(clock: Clock);
    /**
     * Starts a timer in the place of the one of that name.
     *
     * @param {string} name
     * @param {number} delayMs
     * @param {() => void} task
     */
    start(name: string, delayMs: number, task: () => void): void;
    /** @param {string} name */
    stop(name: string): void;
    stopAll(): void;
    /**
     * @param {string} name
     * @returns {boolean} whether it is running
     */
    has(name: string): boolean;
}
