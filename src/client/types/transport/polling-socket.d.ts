export type CloseEvent = import('./transports.js').CloseEvent;
export type Position = import('../protocol.js').Position;
export type Request = {
    type: string;
    id?: unknown;
    data?: any;
};
export type PollingOptions = import('./polling.js').PollingOptions;
export declare class PollingSocket {
    #private;
    readyState: number;
    /** @type {((event: any) => void) | null} */
    onopen: ((event: any) => void) | null;
    /** @type {((event: {data: unknown}) => void) | null} */
    onmessage: ((event: {
        data: unknown;
    }) => void) | null;
    /** @type {((event: CloseEvent) => void) | null} */
    onclose: ((event: CloseEvent) => void) | null;
    /**
     * @param {import('./api.js').Api} api
     * @param {PollingOptions} options
     */
    constructor(api: import('./api.js').Api, { clock, intervalMs, everything }: PollingOptions);
    /** @param {string} text */
    send(text: string): void;
    close(): void;
}
