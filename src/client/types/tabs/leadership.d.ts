export type Locks = {
    request: (name: string, ...more: any[]) => Promise<unknown>;
};
/**
 * Which tab of a browser speaks for all: the one that holds a lock. When it closes, the browser gives the lock to the next
 * one that waits, whatever became of the tab.
 *
 * @typedef {{request: (name: string, ...more: any[]) => Promise<unknown>}} Locks as `navigator.locks`
 */
export declare class Leadership {
    #private;
    /**
     * @param {string} name
     * @param {Locks} locks
     * @param {() => void} onLeader told when this tab is to speak for all, unless it was from the beginning
     */
    constructor(name: string, locks: Locks, onLeader: () => void);
    /** Whether this tab speaks for all. */
    get isLeader(): boolean;
    /** Takes the lock, or a place in its queue. @returns {Promise<void>} settled when it is clear which */
    begin(): Promise<void>;
    /** Gives the lock, or the place in the queue, away. */
    end(): void;
}
