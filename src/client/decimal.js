/** Exact work on decimal numbers in text. Prices never pass through a binary fraction. */

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * @param {string} text
 * @returns {{negative: boolean, whole: string, fraction: string} | undefined}
 */
function split(text) {
  const found = DECIMAL.exec(text);
  return found === null
    ? undefined
    : { negative: found[1] === '-', whole: /** @type {string} */ (found[2]), fraction: found[3] ?? '' };
}

/**
 * Whether a text is a plain decimal number.
 *
 * @param {unknown} text anything
 * @returns {text is string} true for `-12.50`, false for `1e5`, the empty text and what is no text
 */
export function isDecimal(text) {
  return typeof text === 'string' && DECIMAL.test(text);
}

/**
 * The sign of a decimal.
 *
 * @param {string} text a decimal
 * @returns {-1 | 0 | 1} 0 also for what is no decimal
 */
export function sign(text) {
  const parts = split(text);
  if (parts === undefined || !/[1-9]/.test(parts.whole + parts.fraction)) {
    return 0;
  }
  return parts.negative ? -1 : 1;
}

/**
 * Compares two decimals by value: `1.50` equals `1.5`.
 *
 * @param {string} a a decimal
 * @param {string} b a decimal
 * @returns {number} negative, zero or positive; what is no decimal comes before every decimal
 */
export function compare(a, b) {
  const left = split(a);
  const right = split(b);
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  const places = Math.max(left.fraction.length, right.fraction.length);
  const difference = scaled(left, places) - scaled(right, places);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/**
 * Rounds half away from zero, without leaving the decimals.
 *
 * @param {string} text a decimal
 * @param {number} places digits after the point, 0 or more
 * @returns {string} with exactly that many digits after the point; what is no decimal comes back as it is
 */
export function round(text, places) {
  const parts = split(text);
  if (parts === undefined) {
    return text;
  }
  const kept = BigInt(parts.whole + parts.fraction.slice(0, places).padEnd(places, '0'));
  const up = parts.fraction.charAt(places) >= '5' ? 1n : 0n;
  const digits = (kept + up).toString().padStart(places + 1, '0');
  const minus = parts.negative && /[1-9]/.test(digits) ? '-' : '';
  const whole = digits.slice(0, digits.length - places);
  return minus + (places === 0 ? whole : `${whole}.${digits.slice(-places)}`);
}

/**
 * Sets a comma between thousands.
 *
 * @param {string} text a decimal
 * @returns {string} `94381.28` as `94,381.28`; what is no decimal comes back as it is
 */
export function group(text) {
  const parts = split(text);
  if (parts === undefined) {
    return text;
  }
  const whole = parts.whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (parts.negative ? '-' : '') + whole + (parts.fraction === '' ? '' : `.${parts.fraction}`);
}

/**
 * @param {{negative: boolean, whole: string, fraction: string}} parts
 * @param {number} places at least as many as the fraction has
 */
function scaled(parts, places) {
  const value = BigInt(parts.whole + parts.fraction.padEnd(places, '0'));
  return parts.negative ? -value : value;
}
