import { Listeners } from './listeners.js';
import { State } from './states.js';

/**
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./connection.js').Message} Message
 * @typedef {'signed-out' | 'signing-in' | 'signed-in' | 'refused'} SignInStateName
 * @typedef {{state: SignInStateName, previous: SignInStateName, reason: string}} SignInChange
 * @typedef {{userId: string, role: string, expiresAt?: string}} User as the server tells it
 */

/** @type {Readonly<Record<'SIGNED_OUT' | 'SIGNING_IN' | 'SIGNED_IN' | 'REFUSED', SignInStateName>>} */
export const SignInState = Object.freeze({
  /** There is no token. */
  SIGNED_OUT: 'signed-out',
  /** There is a token, and the server has not said yet whether it is good; also while the connection is away. */
  SIGNING_IN: 'signing-in',
  /** The server knows this connection's user. */
  SIGNED_IN: 'signed-in',
  /** The token was refused, has expired or was revoked; it is forgotten. */
  REFUSED: 'refused',
});

/** Too many connections of the user, unauthenticated, revoked: with this token it would end like this again. */
const ENDED_BY_TOKEN = [4008, 4401, 4504];

/**
 * Makes a connection the connection of a user, again after each loss. The token is kept in memory and sent in messages
 * only. A refused token ends the connection on the server's side: the connection then goes on without a user.
 */
export class SignIn {
  #connection;
  #device;
  #listeners;
  /** @type {string | undefined} */
  #token;
  /** @type {User | undefined} */
  #user;
  /** @type {SignInStateName} */
  #state = SignInState.SIGNED_OUT;
  /** What the server says of the token before it ends the connection. */
  #refusal = '';
  /** The connection is about to end because of a token that is forgotten already. */
  #ending = false;

  /**
   * @param {Connection} connection
   * @param {object} [options]
   * @param {string} [options.device] names what receives; the server keeps a position for each device of a user
   * @param {(failure: unknown) => void} [options.onListenerFailure] told of a listener that threw
   */
  constructor(connection, { device, onListenerFailure = (failure) => console.error(failure) } = {}) {
    this.#connection = connection;
    this.#device = device;
    this.#listeners = new Listeners(onListenerFailure);
    connection.onMessage('authenticated', (message) => this.#accepted(message));
    connection.onMessage('error', (message) => this.#warned(message));
    connection.onState((change) => this.#moved(change));
  }

  /** The present state. */
  get state() {
    return this.#state;
  }

  /** The token in use, for requests over HTTP; undefined when there is none. */
  get token() {
    return this.#token;
  }

  /** Who the server says this is; undefined unless signed in. */
  get user() {
    return this.#state === SignInState.SIGNED_IN ? this.#user : undefined;
  }

  /**
   * Listens to changes of the state.
   *
   * @param {(change: SignInChange) => void} listener called after each move
   * @returns {() => void} stops listening
   */
  onState(listener) {
    return this.#listeners.add('state', listener);
  }

  /**
   * Takes a token: the first, or a fresh one of the same user. Another user's needs a {@link signOut} before.
   *
   * @param {string} token a JWT
   */
  signIn(token) {
    this.#token = token;
    this.#refusal = '';
    this.#moveTo(SignInState.SIGNING_IN, 'asked to sign in');
    if (this.#connection.state === State.ERROR) {
      this.#connection.connect();
    } else {
      this.#authenticate();
    }
  }

  /** Forgets the token and the user. A connection that has one begins anew: it cannot lose its user otherwise. */
  signOut() {
    const named = this.#state === SignInState.SIGNED_IN || this.#state === SignInState.SIGNING_IN;
    this.#forget();
    this.#moveTo(SignInState.SIGNED_OUT, 'asked to sign out');
    if (named && this.#connection.state === State.CONNECTED) {
      this.#connection.disconnect();
      this.#connection.connect();
    }
  }

  async #authenticate() {
    const token = this.#token;
    if (token === undefined || this.#connection.state !== State.CONNECTED) {
      return;
    }
    try {
      await this.#connection.request('authenticate', { token, ...(this.#device && { device: this.#device }) });
    } catch (failure) {
      const { code, message } = /** @type {import('./requests.js').RequestFailure} */ (failure);
      if (code !== 'CLOSED' && token === this.#token) {
        this.#ending = code === 'UNAUTHORIZED' || code === 'TOKEN_EXPIRED';
        this.#refused(message);
      }
    }
  }

  /** @param {Message} message */
  #accepted({ data }) {
    if (this.#token !== undefined) {
      this.#user = data;
      this.#moveTo(SignInState.SIGNED_IN, `signed in as ${data?.userId}`);
    }
  }

  /** @param {Message} message */
  #warned({ id, data }) {
    if (id === undefined && data?.code === 'TOKEN_EXPIRED' && this.#state === SignInState.SIGNED_IN) {
      this.#refusal = String(data.message ?? 'the token has expired');
    }
  }

  /** @param {import('./connection.js').StateChange} change */
  #moved({ state, code, reason }) {
    const byToken = code !== undefined && ENDED_BY_TOKEN.includes(code) && (this.#token !== undefined || this.#ending);
    this.#ending = false;
    if (state === State.CONNECTED) {
      this.#authenticate();
    } else if (byToken) {
      if (this.#token !== undefined) {
        this.#refused(this.#refusal || reason);
      }
      // Without the token; once, as a server that takes nobody without one would only say so again.
      this.#connection.connect();
    } else if (this.#state === SignInState.SIGNED_IN) {
      this.#moveTo(SignInState.SIGNING_IN, reason);
    }
  }

  /** @param {string} reason */
  #refused(reason) {
    this.#forget();
    this.#moveTo(SignInState.REFUSED, reason);
  }

  #forget() {
    this.#token = undefined;
    this.#user = undefined;
    this.#refusal = '';
  }

  /**
   * @param {SignInStateName} next
   * @param {string} reason
   */
  #moveTo(next, reason) {
    const previous = this.#state;
    if (next !== previous || next === SignInState.SIGNED_IN) {
      this.#state = next;
      this.#listeners.tell('state', { state: next, previous, reason });
    }
  }
}
