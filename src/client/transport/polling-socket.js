import { Timers } from '../connection/clock.js';
import { claimsOf } from '../user/claims.js';
import { PROTOCOL } from './transports.js';

/**
 * The gateway without a stream: the last resort, where nothing but plain requests gets through. Prices are asked for again
 * and again, and so are the user's notifications; requests are answered from what HTTP offers.
 *
 * @typedef {import('./transports.js').CloseEvent} CloseEvent
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {{type: string, id?: unknown, data?: any}} Request
 * @typedef {import('./polling.js').PollingOptions} PollingOptions
 */

const OPEN = 1;
const CLOSED = 3;
const CONNECTION_LOST = 1006;
const UNAUTHENTICATED = 4401;
const PATIENCE = 3;
const NOTIFICATIONS = 'notifications';
const PRICES = 'prices:';
const KEPT = 1_000;

export class PollingSocket {
  readyState = 0;
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: {data: unknown}) => void) | null} */
  onmessage = null;
  /** @type {((event: CloseEvent) => void) | null} */
  onclose = null;
  #api;
  #timers;
  #intervalMs;
  #everything;
  /** @type {Record<string, any>} */
  #prices = {};
  /** @type {Set<string>} */
  #symbols = new Set();
  /** The last notification that was told, while they are wanted. @type {Position | undefined} */
  #told;
  #failures = 0;

  /**
   * @param {import('./api.js').Api} api
   * @param {PollingOptions} options
   */
  constructor(api, { clock, intervalMs = 2_000, everything = false }) {
    this.#api = api;
    this.#timers = new Timers(clock);
    this.#intervalMs = intervalMs;
    this.#everything = everything;
    this.#poll();
  }

  /** @param {string} text */
  send(text) {
    const request = JSON.parse(text);
    this.#answer(request).catch(() => {
      this.#say('error', { code: 'TIMEOUT', message: 'the server cannot be reached', temporary: true }, { id: request.id });
    });
  }

  close() {
    this.readyState = CLOSED;
    this.#timers.stopAll();
  }

  /** Asks, and plans to ask again. @returns {Promise<boolean>} whether there was an answer */
  async #poll() {
    let answered = false;
    try {
      const answer = await this.#api.prices();
      answered = answer.status === 304 || isOurs(answer.body);
      if (answered && this.readyState === 0) {
        this.#open();
      }
      this.#takePrices(answer);
      if (this.#told !== undefined) {
        await this.#takeNotifications();
      }
    } catch {
      answered = false;
    }
    this.#failures = answered ? 0 : this.#failures + 1;
    if (this.readyState === CLOSED) {
      return false;
    }
    if (this.readyState !== OPEN || this.#failures >= PATIENCE) {
      this.#end(CONNECTION_LOST, '');
      return false;
    }
    this.#timers.start('poll', this.#intervalMs, () => this.#poll());
    return answered;
  }

  #open() {
    this.readyState = OPEN;
    this.onopen?.({});
    const about = { protocol: PROTOCOL, role: 'ANONYMOUS', resumed: false };
    this.#say('connected', { connectionId: 'polling', node: 'polling', heartbeatMs: this.#intervalMs, ...about });
  }

  /** @param {import('./api.js').Answer} answer */
  #takePrices({ body, date }) {
    const timestamp = new Date(date ?? Date.now()).toISOString();
    const changed = Object.entries(body?.prices ?? {}).filter(([symbol, price]) => {
      const before = this.#prices[symbol];
      return before?.seq !== price.seq || before?.ts !== price.ts;
    });
    this.#prices = { ...this.#prices, ...Object.fromEntries(changed) };
    if (this.#everything && changed.length > 0) {
      this.#say('price_update', { prices: Object.fromEntries(changed) }, { timestamp });
    }
    changed.filter(([symbol]) => this.#symbols.has(symbol)).forEach(([symbol]) => this.#sayPrice(symbol, timestamp));
  }

  async #takeNotifications() {
    const { status, body } = await this.#api.get(`notifications?limit=${KEPT}`);
    if (status === 401) {
      this.#end(UNAUTHENTICATED, 'the token is no good any more');
    }
    const told = this.#told;
    if (status !== 200 || told === undefined) {
      return;
    }
    const { epoch, head, seq } = body;
    const since = told.epoch === epoch ? told.seq : 0;
    this.#told = { epoch, seq: head ?? seq };
    for (const message of notificationsOf(body).filter((one) => one.seq > since)) {
      this.#sayAs(message);
    }
  }

  /** @param {Request} request */
  async #answer({ type, id, data }) {
    const reply = (/** @type {string} */ answer, /** @type {any} */ content) => this.#say(answer, content, { id });
    switch (type) {
      case 'ping':
        return (await this.#poll()) && reply('pong', undefined);
      case 'symbols':
        return reply('symbols', (await this.#api.get('symbols')).body);
      case 'get_price':
        return this.#pass(id, 'price', await this.#api.get(`prices/${encodeURIComponent(data?.symbol)}`));
      case 'authenticate':
        return this.#authenticate(id, data?.token);
      case 'subscribe':
        return this.#subscribe(id, data ?? {});
      case 'unsubscribe':
        return reply('unsubscribed', { channels: this.#unsubscribe(data?.channels ?? []) });
      case 'history':
        return this.#history(id, data ?? {});
      case 'publish': {
        const { channel, ...publication } = data ?? {};
        const path = `channels/${encodeURIComponent(channel)}/publish`;
        return this.#pass(id, 'published', await this.#api.post(path, publication));
      }
      case 'ack':
        return undefined;
      default:
        return reply('error', { code: 'UNKNOWN_TYPE', message: `${type} is not answered over polling`, temporary: false });
    }
  }

  /**
   * @param {unknown} id
   * @param {string | undefined} token
   */
  async #authenticate(id, token) {
    this.#api.token = token;
    const answer = await this.#api.get('notifications?limit=1');
    if (answer.status !== 200) {
      this.#api.token = undefined;
      this.#pass(id, '', answer);
      if (answer.status === 401) {
        this.#end(UNAUTHENTICATED, 'the credential was refused');
      }
      return;
    }
    const { sub, role = 'VIEWER', exp } = claimsOf(token ?? '');
    const expiresAt = exp === undefined ? undefined : new Date(exp * 1000).toISOString();
    this.#say('authenticated', { userId: sub, role, ...(expiresAt && { expiresAt }) }, { id });
  }

  /**
   * @param {unknown} id
   * @param {{symbols?: string[], channels?: string[], since?: Record<string, Position>}} wish
   */
  async #subscribe(id, { symbols = [], channels = [], since = {} }) {
    const wanted = [...symbols.map((symbol) => PRICES + symbol), ...channels];
    const inbox = wanted.includes(NOTIFICATIONS) && this.#api.token !== undefined;
    const kept = inbox ? (await this.#api.get(`notifications?limit=${KEPT}`)).body : undefined;
    const given = wanted.filter((channel) => channel.startsWith(PRICES) || (channel === NOTIFICATIONS && kept?.epoch));
    const entries = given.map((channel) =>
      channel === NOTIFICATIONS
        ? { channel, epoch: kept.epoch, seq: kept.head ?? kept.seq, recovered: covers(kept, since[channel]) }
        : { channel, epoch: null, seq: this.#prices[channel.slice(PRICES.length)]?.seq ?? 0, recovered: false },
    );
    this.#say('subscription_confirmed', { channels: entries }, { id });
    const refusal = { code: 'TIMEOUT', message: 'not over polling', temporary: true, retryAfterMs: 30_000 };
    for (const channel of wanted.filter((name) => !given.includes(name))) {
      this.#say('subscription_failed', { channel, ...refusal }, { id });
    }
    for (const symbol of given.filter((name) => name !== NOTIFICATIONS).map((name) => name.slice(PRICES.length))) {
      this.#symbols.add(symbol);
      this.#sayPrice(symbol);
    }
    if (kept?.epoch) {
      this.#told = { epoch: kept.epoch, seq: kept.head ?? kept.seq };
      missedOf(kept, since[NOTIFICATIONS]).forEach((message) => this.#sayAs(message));
    }
  }

  /** @param {string[]} channels */
  #unsubscribe(channels) {
    return channels.filter((channel) => {
      if (channel === NOTIFICATIONS) {
        const told = this.#told !== undefined;
        this.#told = undefined;
        return told;
      }
      return this.#symbols.delete(channel.slice(PRICES.length));
    });
  }

  /**
   * @param {unknown} id
   * @param {{channel?: string, since?: Position, limit?: number}} asked
   */
  async #history(id, { channel, since, limit = 100 }) {
    if (channel !== NOTIFICATIONS) {
      this.#say('error', { code: 'UNKNOWN_CHANNEL', message: 'not over polling', temporary: false }, { id });
      return;
    }
    const answer = await this.#api.get(`notifications?limit=${since === undefined ? limit : KEPT}`);
    if (answer.status !== 200) {
      this.#pass(id, '', answer);
      return;
    }
    const { epoch, head, seq } = answer.body;
    const messages = notificationsOf(answer.body).filter((message) => since === undefined || message.seq > since.seq);
    const recovered = covers(answer.body, since);
    this.#say('history', { channel, epoch, seq: head ?? seq, recovered, messages }, { id });
  }

  /**
   * Gives an answer of HTTP as a message.
   *
   * @param {unknown} id
   * @param {string} type
   * @param {import('./api.js').Answer} answer
   */
  #pass(id, type, { status, body }) {
    if (status < 300) {
      this.#say(type, body, { id });
      return;
    }
    const failure = body?.error ?? body?.data ?? body ?? {};
    const temporary = failure.temporary ?? status >= 500;
    this.#say('error', { code: 'TIMEOUT', message: `HTTP ${status}`, ...failure, temporary }, { id });
  }

  /**
   * @param {string} symbol
   * @param {string} [timestamp]
   */
  #sayPrice(symbol, timestamp) {
    const price = this.#prices[symbol];
    if (price !== undefined) {
      const more = { channel: PRICES + symbol, seq: price.seq, snapshot: true, ...(timestamp && { timestamp }) };
      this.#say('update', price, more);
    }
  }

  /**
   * @param {string} type
   * @param {any} data
   * @param {object} [more]
   */
  #say(type, data, more = {}) {
    this.#sayAs({ type, timestamp: new Date().toISOString(), ...more, data });
  }

  /** @param {object} message */
  #sayAs(message) {
    if (this.readyState === OPEN) {
      this.onmessage?.({ data: JSON.stringify(message) });
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #end(code, reason) {
    if (this.readyState !== CLOSED) {
      this.close();
      this.onclose?.({ code, reason });
    }
  }
}

/**
 * @param {any} history
 * @returns {any[]} its messages, each with its place
 */
function notificationsOf({ epoch, messages = [] }) {
  return messages.map((/** @type {any} */ { seq, userId, epoch: own, ...data }) => {
    return { type: 'notification', channel: NOTIFICATIONS, epoch: own ?? epoch, seq, data };
  });
}

/**
 * Whether an answer is a gateway's, and not of something in between that answers everything.
 *
 * @param {any} body
 */
function isOurs(body) {
  return body?.prices !== undefined || (body?.error ?? body)?.code !== undefined;
}

/**
 * What to begin with: what follows a position, or else what nobody has read.
 *
 * @param {any} history
 * @param {Position | undefined} since
 */
function missedOf(history, since) {
  const known = since !== undefined && since.epoch === history.epoch;
  return notificationsOf(history).filter(({ seq, data }) => (known ? seq > since.seq : data.read !== true));
}

/**
 * @param {any} history
 * @param {Position | undefined} since
 * @returns {boolean} whether it holds all that follows
 */
function covers(history, since) {
  if (since === undefined || since.epoch === null) {
    return true;
  }
  const first = history.messages?.[0]?.seq;
  const whole = history.messages?.length < KEPT || first <= since.seq + 1;
  return since.epoch === history.epoch && whole;
}
