/**
 * SockJS, for networks that let no WebSocket through. The library comes from the page, and only when it is needed.
 *
 * @param {string} url `http:` or `https:`, the prefix of the SockJS service
 * @param {() => any} load gives the SockJS class, or a promise of it; asked again after a failure
 * @returns {import('./transports.js').Transport}
 */
export declare function sockJs(url: string, load: () => any): import('./transports.js').Transport;
