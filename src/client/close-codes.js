/** What the close codes of a WebSocket mean to a client of Quotewire. */

/** @type {Readonly<Record<number, string>>} */
const MEANINGS = Object.freeze({
  1000: 'closed',
  1001: 'the server is going away',
  1002: 'protocol error',
  1003: 'binary where text was agreed',
  1005: 'closed without a reason',
  1006: 'no connection',
  1007: 'invalid text',
  1008: 'against the rules of the server',
  1009: 'message over the limit',
  1011: 'internal error of the server',
  4008: 'too many connections of this user',
  4029: 'too many messages',
  4401: 'not authenticated any more',
  4408: 'no sign of life',
  4413: 'too slow for this stream',
  4503: 'forbidden',
  4504: 'access revoked',
  4505: 'protocol not supported',
});

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
