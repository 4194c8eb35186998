/** Exact work on decimal numbers in text. Prices never pass through a binary fraction. */
/**
 * Whether a text is a plain decimal number.
 *
 * @param {unknown} text anything
 * @returns {text is string} true for `-12.50`, false for `1e5`, the empty text and what is no text
 */
export declare function isDecimal(text: unknown): text is string;
/**
 * The sign of a decimal.
 *
 * @param {string} text a decimal
 * @returns {-1 | 0 | 1} 0 also for what is no decimal
 */
export declare function sign(text: string): -1 | 0 | 1;
/**
 * Compares two decimals by value: `1.50` equals `1.5`.
 *
 * @param {string} a a decimal
 * @param {string} b a decimal
 * @returns {number} negative, zero or positive; what is no decimal comes before every decimal
 */
export declare function compare(a: string, b: string): number;
/**
 * Rounds half away from zero, without leaving the decimals.
 *
 * @param {string} text a decimal
 * @param {number} places digits after the point, 0 or more
 * @returns {string} with exactly that many digits after the point; what is no decimal comes back as it is
 */
export declare function round(text: string, places: number): string;
/**
 * Sets a comma between thousands.
 *
 * @param {string} text a decimal
 * @returns {string} `94381.28` as `94,381.28`; what is no decimal comes back as it is
 */
export declare function group(text: string): string;
