/**
 * Where a gateway speaks.
 *
 * @typedef {{webSocket: string, sockJs: string, api: string}} Addresses
 */
export type Addresses = {
    webSocket: string;
    sockJs: string;
    api: string;
};
/**
 * The addresses of a gateway.
 *
 * @param {string | URL} address of the gateway, such as `https://quotes.example.com/`; relative to the page
 * @param {object} [options]
 * @param {string} [options.endpoint] the WebSocket's path, `ws`
 * @param {string} [options.device] names what receives
 * @returns {Addresses}
 */
export declare function addressesOf(address: string | URL, { endpoint, device }?: {
    endpoint?: string;
    device?: string;
}): Addresses;
