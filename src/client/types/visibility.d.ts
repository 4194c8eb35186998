/**
 * What knows whether it is seen: a document, or something that looks like one.
 *
 * @typedef {object} Page
 * @property {string} visibilityState
 * @property {(type: string, listener: () => void) => void} addEventListener
 * @property {(type: string, listener: () => void) => void} removeEventListener
 */
export type Page = {
    visibilityState: string;
    addEventListener: (type: string, listener: () => void) => void;
    removeEventListener: (type: string, listener: () => void) => void;
};
/**
 * Listens to whether a page is seen.
 *
 * @param {Page | null | undefined} page null for none; undefined for the document, if there is one
 * @param {import('./connection/clock.js').Clock} clock
 * @param {(seen: boolean) => void} changed told at once that it is seen, and after a while that it is not
 * @returns {() => void} stops listening
 */
export declare function watchVisibility(page: Page | null | undefined, clock: import('./connection/clock.js').Clock, changed: (seen: boolean) => void): () => void;
