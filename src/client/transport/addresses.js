/**
 * Where a gateway speaks.
 *
 * @typedef {{webSocket: string, sockJs: string, api: string}} Addresses
 */

/**
 * The addresses of a gateway.
 *
 * @param {string | URL} address of the gateway, such as `https://quotes.example.com/`; relative to the page
 * @param {object} [options]
 * @param {string} [options.endpoint] the WebSocket's path, `ws`
 * @param {string} [options.device] names what receives
 * @returns {Addresses}
 */
export function addressesOf(address, { endpoint = 'ws', device } = {}) {
  const home = new URL(address, globalThis.document?.baseURI);
  home.protocol = home.protocol.replace('ws', 'http');
  home.pathname = home.pathname.replace(/\/?$/, '/');
  home.search = '';
  home.hash = '';
  const at = (/** @type {string} */ path) => {
    const found = new URL(path, home);
    if (device !== undefined) {
      found.searchParams.set('device', device);
    }
    return found;
  };
  const webSocket = at(endpoint);
  webSocket.protocol = webSocket.protocol.replace('http', 'ws');
  return { webSocket: webSocket.href, sockJs: at('sockjs').href, api: new URL('api/', home).href };
}
