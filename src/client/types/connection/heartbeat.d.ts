export type Clock = import('./clock.js').Clock;
/**
 * Asks the server again and again whether it is there, and measures how long the answer takes.
 *
 * @typedef {import('./clock.js').Clock} Clock
 */
export declare class Heartbeat {
    #private;
    /**
     * @param {object} options
     * @param {Clock} options.clock
     * @param {import('./clock.js').Timers} options.timers
     * @param {number} options.intervalMs between an answer and the next question
     * @param {number} options.timeoutMs without any message for so long after a question there is nobody
     * @param {object} on what it uses and tells
     * @param {(timeoutMs: number) => Promise<unknown>} on.ping asks; fails with `TIMEOUT` as its code
     * @param {() => number} on.heardMs when the newest message came
     * @param {(latencyMs: number) => void} on.latency
     * @param {() => void} on.silence
     */
    constructor({ clock, timers, intervalMs, timeoutMs }: {
        clock: Clock;
        timers: import('./clock.js').Timers;
        intervalMs: number;
        timeoutMs: number;
    }, on: {
        ping: (timeoutMs: number) => Promise<unknown>;
        heardMs: () => number;
        latency: (latencyMs: number) => void;
        silence: () => void;
    });
    start(): void;
    stop(): void;
    /** Asks now, unless an answer is waited for. */
    ask(): Promise<void>;
}
