/**
 * How often messages of a channel are wanted.
 *
 * @typedef {object} Terms
 * @property {'latest' | 'all'} [mode] `all`: every tick, or the connection ends; `latest` where nothing is said
 * @property {number} [maxRate] messages a second and symbol at most, from 0.1 to 100; as they come where nothing is said
 */
export type Terms = {
    /**
     * `all`: every tick, or the connection ends; `latest` where nothing is said
     */
    mode?: 'latest' | 'all';
    /**
     * messages a second and symbol at most, from 0.1 to 100; as they come where nothing is said
     */
    maxRate?: number;
};
/**
 * What all of some are content with: the most that one of them wants.
 *
 * @param {readonly Terms[]} wanted
 * @returns {Terms}
 */
export declare function together(wanted: readonly Terms[]): Terms;
/**
 * What somebody who does not look is content with. Who wants every tick wants it then too.
 *
 * @param {Terms} terms
 * @param {number} rate
 * @returns {Terms}
 */
export declare function slowed(terms: Terms, rate: number): Terms;
/**
 * A text that is the same for the same terms.
 *
 * @param {Terms} terms
 */
export declare function termsKey({ mode, maxRate }: Terms): string;
