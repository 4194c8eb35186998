/**
 * How often messages of a channel are wanted.
 *
 * @typedef {object} Terms
 * @property {'latest' | 'all'} [mode] `all`: every tick, or the connection ends; `latest` where nothing is said
 * @property {number} [maxRate] messages a second and symbol at most, from 0.1 to 100; as they come where nothing is said
 */

/**
 * What all of some are content with: the most that one of them wants.
 *
 * @param {readonly Terms[]} wanted
 * @returns {Terms}
 */
export function together(wanted) {
  const mode = wanted.some((terms) => terms.mode === 'all') ? 'all' : undefined;
  const rates = wanted.map(({ maxRate }) => maxRate);
  const maxRate = rates.includes(undefined) ? undefined : Math.max(...rates.map(Number));
  return { ...(mode && { mode }), ...(maxRate !== undefined && { maxRate }) };
}

/**
 * What somebody who does not look is content with. Who wants every tick wants it then too.
 *
 * @param {Terms} terms
 * @param {number} rate
 * @returns {Terms}
 */
export function slowed(terms, rate) {
  return terms.mode === 'all' ? terms : { maxRate: Math.min(rate, terms.maxRate ?? rate) };
}

/**
 * A text that is the same for the same terms.
 *
 * @param {Terms} terms
 */
export function termsKey({ mode, maxRate }) {
  return `${mode ?? 'latest'} ${maxRate ?? ''}`;
}
