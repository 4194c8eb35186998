/** The newest ids, a bounded number of them. */
export declare class RecentIds {
    #private;
    /** @param {number} limit how many are remembered */
    constructor(limit: number);
    /**
     * Remembers an id.
     *
     * @param {string} id
     * @returns {boolean} whether it was new
     */
    add(id: string): boolean;
    /** Forgets all. */
    clear(): void;
}
