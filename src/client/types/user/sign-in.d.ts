export type Connection = import('../connection/connection.js').Connection;
export type RequestFailure = import('../connection/requests.js').RequestFailure;
export type Message = import('../protocol.js').Message;
export type User = import('../protocol.js').User;
export type SignInStateName = 'signed-out' | 'signing-in' | 'signed-in' | 'refused';
export type SignInChange = {
    state: SignInStateName;
    previous: SignInStateName;
    reason: string;
};
export type TokenReason = 'first' | 'expiring' | 'refused';
export type TokenGetter = (reason: TokenReason) => string | null | undefined | Promise<string | null | undefined>;
/**
 * @typedef {import('../connection/connection.js').Connection} Connection
 * @typedef {import('../connection/requests.js').RequestFailure} RequestFailure
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').User} User
 * @typedef {'signed-out' | 'signing-in' | 'signed-in' | 'refused'} SignInStateName
 * @typedef {{state: SignInStateName, previous: SignInStateName, reason: string}} SignInChange
 * @typedef {'first' | 'expiring' | 'refused'} TokenReason
 * @typedef {(reason: TokenReason) => string | null | undefined | Promise<string | null | undefined>} TokenGetter gives a
 *     token, or nothing where there is no user; `refused`: the one before is no good any more
 */
/** @type {Readonly<Record<'SIGNED_OUT' | 'SIGNING_IN' | 'SIGNED_IN' | 'REFUSED', SignInStateName>>} */
export declare const SignInState: Readonly<Record<'SIGNED_OUT' | 'SIGNING_IN' | 'SIGNED_IN' | 'REFUSED', SignInStateName>>;
/**
 * Makes a connection the connection of a user, again after each loss. The token is kept in memory and sent in messages
 * only. With a getter, a fresh one is asked for before the old one ends, and sent on the same connection. Without one, a
 * refused token ends the connection on the server's side: the connection then goes on without a user.
 */
export declare class SignIn {
    #private;
    /**
     * @param {Connection} connection
     * @param {object} [options]
     * @param {string} [options.device] names what receives; the server keeps a position for each device of a user
     * @param {TokenGetter} [options.getToken]
     * @param {(pending: boolean) => void} [options.onPending] told when the getter is asked, and when the token was sent
     * @param {(failure: unknown) => void} [options.onListenerFailure] told of a listener that threw
     */
    constructor(connection: Connection, { device, getToken, onPending, onListenerFailure }?: {
        device?: string;
        getToken?: TokenGetter;
        onPending?: (pending: boolean) => void;
        onListenerFailure?: (failure: unknown) => void;
    });
    /** The present state. */
    get state(): SignInStateName;
    /** The token in use, for requests over HTTP; undefined when there is none. */
    get token(): string | undefined;
    /** Who the server says this is; undefined unless signed in. */
    get user(): import("../protocol.js").User | undefined;
    /**
     * Listens to changes of the state.
     *
     * @param {(change: SignInChange) => void} listener called after each move, and when a fresh token was accepted
     * @returns {() => void} stops listening
     */
    onState(listener: (change: SignInChange) => void): () => void;
    /**
     * Takes a token: the first, or a fresh one of the same user. Another user's needs a {@link signOut} before.
     *
     * @param {string} [token] a JWT; without one the getter is asked
     */
    signIn(token?: string): void;
    /** Forgets the token and the user. A connection that has one begins anew: it cannot lose its user otherwise. */
    signOut(): void;
}
