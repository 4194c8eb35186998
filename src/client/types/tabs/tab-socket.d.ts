/**
 * A line from one tab to the one that speaks for all. It looks like a WebSocket.
 *
 * @typedef {import('../transport/transports.js').CloseEvent} CloseEvent
 * @typedef {{kind: 'open' | 'close' | 'text' | 'wait' | 'welcome' | 'closed' | 'leader', from?: string, to?: string,
 *     text?: string, code?: number, reason?: string}} Note what tabs say to each other; without `to`: to all
 */
export type CloseEvent = import('../transport/transports.js').CloseEvent;
export type Note = {
    kind: 'open' | 'close' | 'text' | 'wait' | 'welcome' | 'closed' | 'leader';
    from?: string;
    to?: string;
    text?: string;
    code?: number;
    reason?: string;
};
export declare class TabSocket {
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
     * @param {object} around
     * @param {string} around.tab the name of this tab
     * @param {(note: Note) => void} around.post
     * @param {(listener: (note: Note) => void) => () => void} around.listen
     * @param {(name: string) => () => void} around.hold takes a lock that tells the other tab when this one is gone
     * @param {import('../connection/clock.js').Clock} around.clock
     */
    constructor(around: {
        tab: string;
        post: (note: Note) => void;
        listen: (listener: (note: Note) => void) => () => void;
        hold: (name: string) => () => void;
        clock: import('../connection/clock.js').Clock;
    });
    /** @param {string} text */
    send(text: string): void;
    close(): void;
    /**
     * Ends, as the other side would have it.
     *
     * @param {number} code
     * @param {string} reason
     */
    end(code: number, reason: string): void;
}
