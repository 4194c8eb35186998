import { LateSocket } from './late-socket.js';

/**
 * @typedef {object} PollingOptions
 * @property {import('../connection/clock.js').Clock} clock
 * @property {number} [intervalMs] between an answer and the next question, 2000
 * @property {boolean} [everything] whether all prices come unasked, as `price_update`
 */

/**
 * Plain requests in the place of a stream: the last resort. The code for it is fetched when it is needed.
 *
 * @param {import('./api.js').Api} api
 * @param {PollingOptions} options
 * @returns {import('./transports.js').Transport}
 */
export function polling(api, options) {
  const load = async () => {
    const { PollingSocket } = await import('./polling-socket.js');
    return () => new PollingSocket(api, options);
  };
  return { name: 'polling', open: () => new LateSocket('polling', load) };
}
