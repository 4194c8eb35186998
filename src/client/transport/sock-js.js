import { LateSocket } from './late-socket.js';

/** Of SockJS's ways those that need neither a WebSocket, which has just failed, nor a frame or an inline script. */
const SOCKJS_WAYS = Object.freeze(['xhr-streaming', 'eventsource', 'xhr-polling']);

const PROTOCOL_ERROR = 1002;
const CONNECTION_LOST = 1006;

/**
 * SockJS, for networks that let no WebSocket through. The library comes from the page, and only when it is needed.
 *
 * @param {string} url `http:` or `https:`, the prefix of the SockJS service
 * @param {() => any} load gives the SockJS class, or a promise of it; asked again after a failure
 * @returns {import('./transports.js').Transport}
 */
export function sockJs(url, load) {
  const make = async () => {
    const SockJS = await load();
    return () => new SockJS(url, null, { transports: [...SOCKJS_WAYS] });
  };
  return { name: 'SockJS', open: () => new LateSocket('SockJS', make, understand) };
}

/**
 * Its own verdicts (1002 when the server is not there, 2000 and up when no way works) mean: no connection.
 *
 * @param {import('./transports.js').CloseEvent} event
 * @param {boolean} opened
 */
function understand({ code, reason }, opened) {
  const lost = (code === PROTOCOL_ERROR && !opened) || (code >= 2000 && code <= 2999);
  return lost ? { code: CONNECTION_LOST, reason: '' } : { code, reason };
}
