/**
 * What knows whether this device is online: a window, or something that looks like one.
 *
 * @typedef {object} Network
 * @property {(type: string, listener: () => void) => void} addEventListener
 * @property {(type: string, listener: () => void) => void} removeEventListener
 */

/**
 * Listens to the device going offline and coming online. A device that says it is online may still have no way to the
 * server, so this only hurries things up.
 *
 * @param {Network | null | undefined} network null for none; undefined for the window, if there is one
 * @param {(online: boolean) => void} changed
 * @returns {() => void} stops listening
 */
export function watchNetwork(network, changed) {
  const source = network === undefined ? /** @type {any} */ (globalThis) : network;
  if (typeof source?.addEventListener !== 'function') {
    return () => {};
  }
  const online = () => changed(true);
  const offline = () => changed(false);
  source.addEventListener('online', online);
  source.addEventListener('offline', offline);
  return () => {
    source.removeEventListener('online', online);
    source.removeEventListener('offline', offline);
  };
}
