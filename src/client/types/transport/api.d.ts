export type Answer = {
    status: number;
    body: any;
    date: string | null;
};
/**
 * The gateway over plain HTTP requests.
 *
 * @typedef {{status: number, body: any, date: string | null}} Answer
 */
export declare class Api {
    #private;
    /** @type {string | undefined} */
    token: string | undefined;
    /**
     * @param {string} address where the API begins
     * @param {typeof globalThis.fetch} [fetch]
     */
    constructor(address: string, fetch?: typeof globalThis.fetch);
    /**
     * The newest prices.
     *
     * @returns {Promise<Answer>} 304 without a body if they are those of the time before
     */
    prices(): Promise<Answer>;
    /** @param {string} path */
    get(path: string): Promise<Answer>;
    /**
     * @param {string} path
     * @param {object} body
     */
    post(path: string, body: object): Promise<Answer>;
}
