/** What the close codes of a WebSocket mean to a client of Quotewire. */

/**
 * Where nobody has given a reason; a gateway gives one with every close of its own.
 *
 * @type {Readonly<Record<number, string>>}
 */
const MEANINGS = {
  1001: 'the server is going away',
  1006: 'no connection',
};

/** The token is no longer good: the same one would only be refused again. */
const UNAUTHENTICATED = 4401;

/**
 * Whether a client comes back after this code: the range alone tells.
 *
 * @param {number} code the code of the close event
 * @returns {boolean} true for codes that time may heal
 */
export function comesBack(code) {
  if (code === UNAUTHENTICATED) {
    return false;
  }
  return code === 1001 || code === 1006 || (code >= 1011 && code <= 1015) || (code >= 4000 && code <= 4499);
}

/**
 * A line for people.
 *
 * @param {number} code the code of the close event
 * @param {string} [reason] what the server wrote beside it
 * @returns {string} for example `no connection (1006)`
 */
export function describeClose(code, reason) {
  return `${reason || MEANINGS[code] || 'closed'} (${code})`;
}
