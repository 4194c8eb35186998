export type StatisticsSnapshot = {
    messagesReceived: number;
    messagesSent: number;
    /**
     * how often it was connected again
     */
    reconnections: number;
    /**
     * losses, refusals and messages that could not be read
     */
    errors: number;
    /**
     * how long the present connection holds, 0 when there is none
     */
    uptimeMs: number;
    /**
     * empty when there was none
     */
    lastError: string;
    /**
     * the newest ping round trip; undefined before the first and without connection
     */
    latencyMs: number | undefined;
    /**
     * when the newest message came, by the connection's clock
     */
    lastReceivedMs: number | undefined;
    quality: import('./quality.js').QualityMark;
    /**
     * messages that had come before
     */
    duplicates: number;
    /**
     * how often messages of a channel were found missing, and asked for
     */
    gaps: number;
    /**
     * messages that wait for a connection
     */
    queued: number;
    /**
     * messages that waited, and gave way to newer ones
     */
    dropped: number;
};
/**
 * What a connection counts over its life.
 *
 * @typedef {object} StatisticsSnapshot
 * @property {number} messagesReceived
 * @property {number} messagesSent
 * @property {number} reconnections how often it was connected again
 * @property {number} errors losses, refusals and messages that could not be read
 * @property {number} uptimeMs how long the present connection holds, 0 when there is none
 * @property {string} lastError empty when there was none
 * @property {number | undefined} latencyMs the newest ping round trip; undefined before the first and without connection
 * @property {number | undefined} lastReceivedMs when the newest message came, by the connection's clock
 * @property {import('./quality.js').QualityMark} quality
 * @property {number} duplicates messages that had come before
 * @property {number} gaps how often messages of a channel were found missing, and asked for
 * @property {number} queued messages that wait for a connection
 * @property {number} dropped messages that waited, and gave way to newer ones
 */
export declare class Statistics {
    #private;
    messagesReceived: number;
    messagesSent: number;
    errors: number;
    duplicates: number;
    gaps: number;
    queued: number;
    dropped: number;
    lastError: string;
    /** @type {number | undefined} */
    latencyMs: number | undefined;
    /** @type {number | undefined} */
    lastReceivedMs: number | undefined;
    /** @param {number} nowMs */
    connected(nowMs: number): void;
    lost(): void;
    /** @param {string} text */
    failed(text: string): void;
    /**
     * @param {number} nowMs
     * @param {import('./quality.js').QualityMark} quality of the connection, if there is one
     * @returns {StatisticsSnapshot}
     */
    snapshot(nowMs: number, quality: import('./quality.js').QualityMark): StatisticsSnapshot;
}
