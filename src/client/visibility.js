/**
 * What knows whether it is seen: a document, or something that looks like one.
 *
 * @typedef {object} Page
 * @property {string} visibilityState
 * @property {(type: string, listener: () => void) => void} addEventListener
 * @property {(type: string, listener: () => void) => void} removeEventListener
 */

/** Who looks elsewhere for a moment misses nothing. */
const HIDDEN_AFTER_MS = 5_000;

/**
 * Listens to whether a page is seen.
 *
 * @param {Page | null | undefined} page null for none; undefined for the document, if there is one
 * @param {import('./connection/clock.js').Clock} clock
 * @param {(seen: boolean) => void} changed told at once that it is seen, and after a while that it is not
 * @returns {() => void} stops listening
 */
export function watchVisibility(page, clock, changed) {
  const source = page === undefined ? globalThis.document : page;
  if (!source?.addEventListener) {
    return () => {};
  }
  /** @type {any} */
  let timer;
  const look = () => {
    clock.clearTimeout(timer);
    if (source.visibilityState === 'hidden') {
      timer = clock.setTimeout(() => changed(false), HIDDEN_AFTER_MS);
    } else {
      changed(true);
    }
  };
  source.addEventListener('visibilitychange', look);
  look();
  return () => {
    clock.clearTimeout(timer);
    source.removeEventListener('visibilitychange', look);
  };
}
