/**
 * The ways to a gateway. A transport makes sockets that look like a WebSocket; the messages are the same on each.
 *
 * @typedef {{code: number, reason: string, retryInMs?: number}} CloseEvent retryInMs: when to come back, where this is known
 * @typedef {object} Socket
 * @property {number} readyState 1 when messages can be sent
 * @property {((event: any) => void) | null} [onopen]
 * @property {((event: {data: unknown}) => void) | null} [onmessage]
 * @property {((event: CloseEvent) => void) | null} [onclose]
 * @property {(text: string) => void} send
 * @property {(code: number) => void} close
 *
 * @typedef {'WebSocket' | 'SockJS' | 'polling' | 'tab'} TransportName
 * @typedef {object} Transport
 * @property {TransportName} name
 * @property {() => Socket} open
 * @property {() => boolean} [usable] whether it can be used at the moment; always, where this is missing
 * @property {boolean} [patient] it sees to its own time-outs until the server has spoken
 */
export type CloseEvent = {
    code: number;
    reason: string;
    retryInMs?: number;
};
export type Socket = {
    /**
     * 1 when messages can be sent
     */
    readyState: number;
    onopen?: ((event: any) => void) | null;
    onmessage?: ((event: {
        data: unknown;
    }) => void) | null;
    onclose?: ((event: CloseEvent) => void) | null;
    send: (text: string) => void;
    close: (code: number) => void;
};
export type TransportName = 'WebSocket' | 'SockJS' | 'polling' | 'tab';
export type Transport = {
    name: TransportName;
    open: () => Socket;
    /**
     * whether it can be used at the moment; always, where this is missing
     */
    usable?: () => boolean;
    /**
     * it sees to its own time-outs until the server has spoken
     */
    patient?: boolean;
};
/** The WebSocket subprotocol that this client speaks. */
export declare const PROTOCOL = "quotewire.v1.json";
/**
 * The browser's own WebSocket.
 *
 * @param {string} url `ws:` or `wss:`
 * @param {any} [WebSocket] the class
 * @returns {Transport}
 */
export declare function webSocket(url: string, WebSocket?: any): Transport;
