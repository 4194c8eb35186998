import { Timers } from '../connection/clock.js';
import { Listeners } from '../connection/listeners.js';
import { State } from '../connection/states.js';

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

const TOO_MANY_CONNECTIONS = 4008;
/** Unauthenticated, revoked: with this token it would end like this again. */
const ENDED_BY_TOKEN = [4401, 4504];
const MOST_REFUSALS = 3;
const RETRY_MS = 2_000;
const PATIENCE_MS = 10_000;
const MOST_LEAD_MS = 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Makes a connection the connection of a user, again after each loss. The token is kept in memory and sent in messages
 * only. With a getter, a fresh one is asked for before the old one ends, and sent on the same connection. Without one, a
 * refused token ends the connection on the server's side: the connection then goes on without a user.
 */
export class SignIn {
  #connection;
  #device;
  #getToken;
  #pending;
  #listeners;
  #timers;
  /** @type {string | undefined} */
  #token;
  /** @type {User | undefined} */
  #user;
  /** @type {SignInStateName} */
  #state = SignInState.SIGNED_OUT;
  /** Whether the getter is to be asked. */
  #wanted = false;
  /** @type {Promise<string | null | undefined> | undefined} */
  #fetching;
  /** How many tokens in a row were no good. */
  #refusals = 0;
  /** What the server says of the token before it ends the connection. */
  #refusal = '';
  /** The connection is about to end because of a token that is forgotten already. */
  #ending = false;

  /**
   * @param {Connection} connection
   * @param {object} [options]
   * @param {string} [options.device] names what receives; the server keeps a position for each device of a user
   * @param {TokenGetter} [options.getToken]
   * @param {(pending: boolean) => void} [options.onPending] told when the getter is asked, and when the token was sent
   * @param {(failure: unknown) => void} [options.onListenerFailure] told of a listener that threw
   */
  constructor(connection, { device, getToken, onPending = () => {}, onListenerFailure = console.error } = {}) {
    this.#connection = connection;
    this.#device = device;
    this.#getToken = getToken;
    this.#pending = onPending;
    this.#listeners = new Listeners(onListenerFailure);
    this.#timers = new Timers(connection.clock);
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
   * @param {(change: SignInChange) => void} listener called after each move, and when a fresh token was accepted
   * @returns {() => void} stops listening
   */
  onState(listener) {
    return this.#listeners.add('state', listener);
  }

  /**
   * Takes a token: the first, or a fresh one of the same user. Another user's needs a {@link signOut} before.
   *
   * @param {string} [token] a JWT; without one the getter is asked
   */
  signIn(token) {
    this.#token = token;
    this.#wanted = this.#getToken !== undefined;
    this.#refusal = '';
    this.#refusals = 0;
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
    this.#wanted = false;
    this.#forget();
    this.#moveTo(SignInState.SIGNED_OUT, 'asked to sign out');
    if (named && this.#connection.state === State.CONNECTED) {
      this.#connection.disconnect();
      this.#connection.connect();
    }
  }

  async #authenticate() {
    if (this.#token === undefined && this.#wanted) {
      this.#pending(true);
      // A getter that never answers does not hold up what needs no user.
      this.#timers.start('patience', PATIENCE_MS, () => this.#pending(false));
      await this.#fetch(this.#refusals > 0 ? 'refused' : 'first');
    }
    const token = this.#token;
    if (token === undefined || this.#connection.state !== State.CONNECTED) {
      this.#pending(false);
      return;
    }
    const answer = this.#connection.request('authenticate', { token, ...(this.#device && { device: this.#device }) });
    this.#pending(false);
    try {
      await answer;
    } catch (thrown) {
      this.#failed(/** @type {RequestFailure} */ (thrown), token);
    }
  }

  /**
   * Has a token got, once for all who wait for it.
   *
   * @param {TokenReason} reason
   * @returns {Promise<string | undefined>}
   */
  async #fetch(reason) {
    try {
      this.#fetching ??= Promise.resolve(this.#getToken?.(reason));
      const token = await this.#fetching;
      if (typeof token === 'string') {
        if (reason !== 'expiring' && this.#wanted) {
          this.#token ??= token;
        }
        return token;
      }
      if (this.#wanted && this.#state === SignInState.SIGNING_IN) {
        this.#moveTo(SignInState.SIGNED_OUT, 'there is no user');
      }
    } catch (failure) {
      this.#connection.counts.failed(`no token: ${failure instanceof Error ? failure.message : failure}`);
      this.#timers.start('again', RETRY_MS, () => (reason === 'expiring' ? this.#renew() : this.#authenticate()));
    } finally {
      this.#fetching = undefined;
    }
    return undefined;
  }

  /** A fresh token in the place of one that ends soon; the user goes on as they are meanwhile. */
  async #renew() {
    const before = this.#token;
    const fresh = await this.#fetch('expiring');
    if (before === undefined || before !== this.#token || this.#state !== SignInState.SIGNED_IN) {
      return;
    }
    if (fresh !== undefined && fresh !== before) {
      this.#token = fresh;
      this.#authenticate();
    } else {
      this.#timers.start('again', RETRY_MS, () => this.#renew());
    }
  }

  /**
   * @param {RequestFailure} failure
   * @param {string} token
   */
  #failed({ code, message, temporary, retryAfterMs }, token) {
    if (code === 'CLOSED' || token !== this.#token) {
      return;
    }
    if (temporary) {
      this.#timers.start('again', retryAfterMs ?? RETRY_MS, () => this.#authenticate());
      return;
    }
    this.#ending = code === 'UNAUTHORIZED' || code === 'TOKEN_EXPIRED';
    this.#refused(message);
  }

  /** @param {Message} message */
  #accepted({ data, timestamp }) {
    if (this.#token === undefined) {
      return;
    }
    this.#user = data;
    this.#refusals = 0;
    this.#timers.stopAll();
    // Both times are the server's: no clock needs to agree.
    const leftMs = Date.parse(data?.expiresAt) - Date.parse(timestamp ?? '');
    if (this.#getToken !== undefined && leftMs > 0) {
      const inMs = Math.min(leftMs - Math.min(leftMs / 5, MOST_LEAD_MS), LONGEST_TIMER_MS);
      this.#timers.start('renew', inMs, () => this.#renew());
    }
    this.#moveTo(SignInState.SIGNED_IN, `signed in as ${data?.userId}`);
  }

  /** @param {Message} message */
  #warned({ id, data }) {
    if (id === undefined && data?.code === 'TOKEN_EXPIRED' && this.#state === SignInState.SIGNED_IN) {
      this.#refusal = String(data.message ?? 'the token has expired');
      if (this.#wanted) {
        this.#renew();
      }
    }
  }

  /** @param {import('../connection/connection.js').StateChange} change */
  #moved({ state, code, reason }) {
    const ending = this.#ending;
    this.#ending = false;
    this.#timers.stopAll();
    if (state === State.CONNECTED) {
      this.#authenticate();
    } else if (this.#isEndedBy(code, ending)) {
      if (this.#token !== undefined) {
        this.#refused(this.#refusal || reason);
      }
      // Without the token; once, as a server that takes nobody without one would only say so again.
      this.#connection.connect();
    } else if (this.#state === SignInState.SIGNED_IN) {
      this.#moveTo(SignInState.SIGNING_IN, reason);
    }
  }

  /**
   * @param {number | undefined} code of the close
   * @param {boolean} ending
   */
  #isEndedBy(code, ending) {
    const byToken = code !== undefined && ENDED_BY_TOKEN.includes(code);
    // With a getter there is no other user to be: it waits until a place is free.
    const crowded = code === TOO_MANY_CONNECTIONS && !this.#wanted;
    return (byToken || crowded) && (this.#token !== undefined || ending);
  }

  /** @param {string} reason */
  #refused(reason) {
    this.#refusals += 1;
    this.#forget();
    if (this.#wanted && this.#refusals < MOST_REFUSALS) {
      this.#moveTo(SignInState.SIGNING_IN, reason);
      return;
    }
    this.#wanted = false;
    this.#moveTo(SignInState.REFUSED, reason);
  }

  #forget() {
    this.#token = undefined;
    this.#user = undefined;
    this.#refusal = '';
    this.#timers.stopAll();
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
