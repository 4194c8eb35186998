/**
 * A socket that has to be fetched first. It ends once.
 *
 * @typedef {import('./transports.js').CloseEvent} CloseEvent
 * @typedef {import('./transports.js').Socket} Socket
 */
export type CloseEvent = import('./transports.js').CloseEvent;
export type Socket = import('./transports.js').Socket;
export declare class LateSocket {
    #private;
    /** @type {((event: any) => void) | null} */
    onopen: ((event: any) => void) | null;
    /** @type {((event: {data: unknown}) => void) | null} */
    onmessage: ((event: {
        data: unknown;
    }) => void) | null;
    /** @type {((event: CloseEvent) => void) | null} */
    onclose: ((event: CloseEvent) => void) | null;
    /**
     * @param {string} name for people
     * @param {() => Promise<() => Socket>} load gives what makes the socket
     * @param {(event: CloseEvent, opened: boolean) => CloseEvent} [understand] what its close means in our codes
     */
    constructor(name: string, load: () => Promise<() => Socket>, understand?: (event: CloseEvent, opened: boolean) => CloseEvent);
    get readyState(): number;
    /** @param {string} text */
    send(text: string): void;
    /** @param {number} code */
    close(code: number): void;
}
