/**
 * Reads what a token says; whether it is true is the server's business.
 *
 * @param {string} token
 * @returns {{sub?: string, role?: string, exp?: number}} nothing for what is no token
 */
export declare function claimsOf(token: string): {
    sub?: string;
    role?: string;
    exp?: number;
};
