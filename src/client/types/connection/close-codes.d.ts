/** What the close codes of a WebSocket mean to a client of Quotewire. */
/**
 * Whether a client comes back after this code: the range alone tells.
 *
 * @param {number} code the code of the close event
 * @returns {boolean} true for codes that time may heal
 */
export declare function comesBack(code: number): boolean;
/**
 * A line for people.
 *
 * @param {number} code the code of the close event
 * @param {string} [reason] what the server wrote beside it
 * @returns {string} for example `no connection (1006)`
 */
export declare function describeClose(code: number, reason?: string): string;
