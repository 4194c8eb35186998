export type QualityMark = {
    score: number;
    word: 'good' | 'fair' | 'poor' | 'none';
};
/**
 * How good a connection is, from 0 to 100: its latency, how much that varies, how often it was lost in the last ten
 * minutes, and how far down the list of transports it is.
 *
 * @typedef {{score: number, word: 'good' | 'fair' | 'poor' | 'none'}} QualityMark `none` without a connection
 */
export declare class Quality {
    #private;
    /** @param {number} latencyMs a round trip */
    measured(latencyMs: number): void;
    /** @param {number} nowMs */
    lost(nowMs: number): void;
    /**
     * @param {number} nowMs
     * @param {number} level 0 for the preferred transport
     * @returns {QualityMark}
     */
    mark(nowMs: number, level: number): QualityMark;
}
