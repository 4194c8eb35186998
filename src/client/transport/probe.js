/**
 * Tries a transport beside the one in use.
 *
 * @param {import('./transports.js').Transport} transport what to try
 * @param {import('../connection/clock.js').Clock} clock
 * @param {number} timeoutMs how long it may take
 * @returns {{through: Promise<boolean>, cancel: () => void}} whether the server spoke
 */
export function probe(transport, clock, timeoutMs) {
  /** @type {(through: boolean) => void} */
  let end = () => {};
  const through = new Promise((/** @type {(through: boolean) => void} */ resolve) => {
    /** @type {import('./transports.js').Socket | undefined} */
    let socket;
    const timer = clock.setTimeout(() => end(false), timeoutMs);
    end = (verdict) => {
      clock.clearTimeout(timer);
      end = () => {};
      if (socket !== undefined) {
        socket.onmessage = null;
        socket.onclose = null;
        socket.close(1000);
      }
      resolve(verdict);
    };
    try {
      socket = transport.open();
      socket.onmessage = ({ data }) => end(String(data).includes('"connected"'));
      socket.onclose = () => end(false);
    } catch {
      end(false);
    }
  });
  return { through, cancel: () => end(false) };
}
