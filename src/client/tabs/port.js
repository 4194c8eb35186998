import { claimsOf } from '../user/claims.js';
import { SignInState } from '../user/sign-in.js';
import { SubscriptionState } from '../subscription/states.js';

/**
 * @typedef {import('../connection/connection.js').Connection} Connection
 * @typedef {import('../connection/requests.js').RequestFailure} RequestFailure
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {import('../protocol.js').SubscribeArguments} SubscribeArguments
 * @typedef {import('../subscription/subscription.js').Subscription} Subscription
 * @typedef {import('../subscription/subscriptions.js').Subscriptions} Subscriptions
 * @typedef {import('../user/sign-in.js').SignIn} SignIn
 * @typedef {{connection: Connection, subscriptions: Subscriptions, signIn: SignIn}} Client what speaks for all
 * @typedef {{code: string, message: string, temporary?: boolean}} Refusal
 */

const PATIENCE_MS = 4_000;
const PAGE = 1_000;

/** Another tab, to the one that speaks for all: answers its requests as a gateway would. */
export class Port {
  #client;
  #say;
  /** @type {Map<string, Subscription>} */
  #subscriptions = new Map();

  /**
   * @param {Client} client
   * @param {(message: object) => void} say
   */
  constructor(client, say) {
    this.#client = client;
    this.#say = say;
  }

  /** @param {{type: string, id?: any, data?: any}} request */
  take({ type, id, data = {} }) {
    switch (type) {
      case 'ping':
        return this.#say({ type: 'pong', id });
      case 'ack':
        return this.#client.connection.send({ type, data });
      case 'subscribe':
        return this.#subscribe(id, data);
      case 'unsubscribe':
        return this.#say({ type: 'unsubscribed', id, data: { channels: this.#unsubscribe(data.channels ?? []) } });
      case 'authenticate':
        return this.#authenticate(id, String(data.token));
      default:
        return this.#forward(type, id, data);
    }
  }

  /** The other tab is gone. */
  end() {
    this.#unsubscribe([...this.#subscriptions.keys()]);
  }

  /**
   * @param {any} id
   * @param {SubscribeArguments} wish
   */
  async #subscribe(id, { symbols = [], channels = [], since = {}, ...terms }) {
    const wanted = [...symbols.map((symbol) => `prices:${symbol}`), ...channels];
    const outcomes = await Promise.all(wanted.map((channel) => this.#one(channel, terms, since[channel])));
    const given = outcomes.filter((outcome) => 'entry' in outcome);
    this.#say({ type: 'subscription_confirmed', id, data: { channels: given.map(({ entry }) => entry) } });
    outcomes.forEach(({ channel, refusal }) => {
      if (refusal !== undefined) {
        this.#say({ type: 'subscription_failed', id, data: { channel, ...refusal } });
      }
    });
    given.forEach(({ missed }) => missed?.forEach((message) => this.#say(message)));
  }

  /**
   * @param {string} channel
   * @param {import('../subscription/terms.js').Terms} terms
   * @param {Position | undefined} since
   * @returns {Promise<{channel: string, entry?: object, missed?: object[], refusal?: Refusal}>}
   */
  async #one(channel, terms, since) {
    const before = this.#subscriptions.get(channel);
    const settled = this.#await(channel, terms);
    before?.unsubscribe();
    const refusal = await settled;
    const found = this.#client.subscriptions.find(channel);
    if (refusal !== undefined || found === undefined) {
      return { channel, refusal: refusal ?? { code: 'TIMEOUT', message: 'not subscribed any more', temporary: true } };
    }
    const at = found.position ?? found.head ?? { epoch: null, seq: 0 };
    if (found.isPrices || since === undefined) {
      return { channel, entry: { channel, ...at, recovered: !found.isPrices } };
    }
    if (since.epoch === at.epoch && since.seq === at.seq) {
      return { channel, entry: { channel, ...at, recovered: true } };
    }
    try {
      const { data } = await this.#client.connection.request('history', { channel, since, limit: PAGE });
      const { epoch, recovered, reason, messages } = data;
      return { channel, entry: { channel, epoch, seq: at.seq, recovered, reason }, missed: messages };
    } catch {
      return { channel, entry: { channel, ...at, recovered: false } };
    }
  }

  /**
   * Subscribes, and waits until it is clear what becomes of it.
   *
   * @param {string} channel
   * @param {import('../subscription/terms.js').Terms} terms
   * @returns {Promise<Refusal | undefined>}
   */
  #await(channel, terms) {
    const { clock } = this.#client.connection;
    return new Promise((resolve) => {
      const late = () => resolve({ code: 'TIMEOUT', message: 'no answer in time', temporary: true });
      const timer = clock.setTimeout(late, PATIENCE_MS);
      const settle = (/** @type {Refusal | undefined} */ refusal) => {
        clock.clearTimeout(timer);
        resolve(refusal);
      };
      const subscription = this.#client.subscriptions.subscribe(
        { channels: [channel], ...terms },
        {
          onMessage: (message) => this.#say(message),
          onState: ({ state, previous, code, reason }) => {
            if (state === SubscriptionState.SUBSCRIBED) {
              settle(undefined);
            } else if (state === SubscriptionState.REFUSED) {
              settle({ code: code ?? 'FORBIDDEN', message: reason });
              if (previous === SubscriptionState.SUBSCRIBED) {
                this.#say({ type: 'unsubscribed', data: { channels: [channel], reason } });
              }
            }
          },
        },
        false,
      );
      this.#subscriptions.set(channel, subscription);
      if (subscription.state === SubscriptionState.SUBSCRIBED) {
        settle(undefined);
      }
    });
  }

  /** @param {string[]} channels */
  #unsubscribe(channels) {
    return channels.filter((channel) => {
      this.#subscriptions.get(channel)?.unsubscribe();
      return this.#subscriptions.delete(channel);
    });
  }

  /**
   * All tabs are one user.
   *
   * @param {any} id
   * @param {string} token
   */
  async #authenticate(id, token) {
    const { signIn } = this.#client;
    if (signIn.state === SignInState.SIGNED_OUT || signIn.state === SignInState.REFUSED) {
      signIn.signIn(token);
    }
    await settledSignIn(signIn);
    const { user } = signIn;
    if (user === undefined) {
      const data = { code: 'TIMEOUT', message: 'the tab that speaks for all is not signed in', temporary: true };
      this.#say({ type: 'error', id, data: signIn.state === SignInState.REFUSED ? { ...data, code: 'FORBIDDEN', temporary: false } : data });
    } else if (claimsOf(token).sub !== user.userId) {
      const data = { code: 'FORBIDDEN', message: 'another user is signed in in this browser', temporary: false };
      this.#say({ type: 'error', id, data });
    } else {
      this.#say({ type: 'authenticated', id, data: user, timestamp: new Date().toISOString() });
    }
  }

  /**
   * @param {string} type
   * @param {any} id
   * @param {object} data
   */
  async #forward(type, id, data) {
    try {
      this.#say({ ...(await this.#client.connection.request(type, data)), id });
    } catch (thrown) {
      const { code, message, temporary, retryAfterMs, details } = /** @type {RequestFailure} */ (thrown);
      this.#say({ type: 'error', id, data: { code, message, temporary, retryAfterMs, details } });
    }
  }
}

/**
 * @param {SignIn} signIn
 * @returns {Promise<void>} settled when it is not under way
 */
function settledSignIn(signIn) {
  return new Promise((resolve) => {
    if (signIn.state !== SignInState.SIGNING_IN) {
      resolve();
      return;
    }
    const stop = signIn.onState(({ state }) => {
      if (state !== SignInState.SIGNING_IN) {
        stop();
        resolve();
      }
    });
  });
}
