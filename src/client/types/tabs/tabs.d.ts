import { TabSocket } from './tab-socket.js';
export type Note = import('./tab-socket.js').Note;
export type Locks = import('./leadership.js').Locks;
export type Client = import('./port.js').Client;
export type TabsOptions = {
    clock: import('../connection/clock.js').Clock;
    locks?: Locks;
    BroadcastChannel?: typeof globalThis.BroadcastChannel;
};
export declare class Tabs {
    #private;
    /**
     * @param {string} name of those who share a connection
     * @param {TabsOptions & {locks: Locks, BroadcastChannel: typeof globalThis.BroadcastChannel}} options
     */
    constructor(name: string, { clock, locks, BroadcastChannel }: TabsOptions & {
        locks: Locks;
        BroadcastChannel: typeof globalThis.BroadcastChannel;
    });
    /**
     * Tabs that share a connection, where the browser can do that.
     *
     * @param {string | undefined} name
     * @param {TabsOptions} options
     * @returns {Tabs | undefined}
     */
    static of(name: string | undefined, { clock, locks, BroadcastChannel }: TabsOptions): Tabs | undefined;
    /** Whether this tab speaks for all. */
    get isLeader(): boolean;
    /**
     * What speaks for all, whenever it is this tab's turn.
     *
     * @param {Client} client
     */
    serve(client: Client): void;
    /** @returns {Promise<void>} settled when it is clear whether this tab speaks for all */
    begin(): Promise<void>;
    end(): void;
    /** A line to the tab that speaks for all. */
    open(): TabSocket;
}
