/** Functions to call when something happens, by name; each can be taken away again. */
export declare class Listeners {
    #private;
    /**
     * @param {(failure: unknown) => void} onFailure told of a listener that failed; the others are called all the same
     */
    constructor(onFailure: (failure: unknown) => void);
    /**
     * Adds a listener; the same function twice counts once.
     *
     * @param {string} name what to listen to
     * @param {(event: any) => unknown} listener called with each event
     * @returns {() => void} takes the listener away again
     */
    add(name: string, listener: (event: any) => unknown): () => void;
    /**
     * Calls the listeners of a name that were there when it began.
     *
     * @param {string} name what happened
     * @param {any} event what they get
     * @returns {Promise<unknown> | undefined} settled when those that take their time have finished
     */
    tell(name: string, event: any): Promise<unknown> | undefined;
}
