const SYMBOLS_EVERY_MS = 5_000;
const POLL_EVERY_MS = 2_000;
/** SockJS has no stream of all prices; a person reads no more than this of each symbol. */
const MAX_RATE = 4;

/**
 * Fills the quotes. Over WebSocket the server streams every symbol by itself. Over SockJS the symbols are subscribed to
 * one by one, as far as the role allows, and the others are asked for again and again over HTTP.
 */
export class PriceStream {
  #connection;
  #quotes;
  #changed;
  #timers = { symbols: undefined, poll: undefined };
  #asked = new Set();
  #refused = new Set();
  #tag = '';

  constructor(connection, quotes, changed) {
    this.#connection = connection;
    this.#quotes = quotes;
    this.#changed = changed;
    connection.onMessage('price_update', (message) => this.#take(message));
    connection.onMessage('update', ({ timestamp, data }) => {
      this.#take({ timestamp, data: { prices: { [data?.symbol]: data } } });
    });
    connection.onMessage('symbol_status', (message) => {
      quotes.takeStatus(message.data ?? message);
      changed();
    });
    connection.onMessage('subscription_failed', ({ data }) => this.#wasRefused(data));
    connection.onMessage('authenticated', () => this.#subscribeAgain());
    connection.onMessage('unsubscribed', ({ id, data }) => id === undefined && this.#wereTaken(data?.channels));
    connection.onState(({ state }) => {
      this.#stop();
      if (state === 'connected') {
        this.#askForSymbols();
      }
    });
  }

  #take(message) {
    this.#quotes.takePrices(message, performance.now());
    this.#changed();
  }

  #stop() {
    clearTimeout(this.#timers.symbols);
    clearTimeout(this.#timers.poll);
    this.#timers = { symbols: undefined, poll: undefined };
    this.#asked.clear();
    this.#refused.clear();
  }

  get #oneByOne() {
    return this.#connection.transport === 'SockJS' && this.#connection.state === 'connected';
  }

  /** Which symbols there are and how their feeds stand; asked again and again, as it also changes without a price. */
  async #askForSymbols() {
    try {
      const reply = await this.#connection.request('symbols');
      const symbols = reply.data?.symbols ?? [];
      symbols.forEach((symbol) => this.#quotes.takeStatus(symbol));
      this.#subscribe(symbols.map(({ symbol }) => symbol));
      this.#changed();
    } catch {
      // Counted and shown by the connection; the next round asks again.
    }
    if (this.#connection.state === 'connected') {
      clearTimeout(this.#timers.symbols);
      this.#timers.symbols = setTimeout(() => this.#askForSymbols(), SYMBOLS_EVERY_MS);
    }
  }

  #subscribe(names) {
    const symbols = names.filter((name) => typeof name === 'string' && !this.#asked.has(name));
    if (this.#oneByOne && symbols.length > 0) {
      symbols.forEach((name) => this.#asked.add(name));
      this.#connection.send({ type: 'subscribe', data: { symbols, maxRate: MAX_RATE } });
    }
  }

  #subscribeAgain() {
    const refused = [...this.#refused];
    this.#refused.clear();
    refused.forEach((name) => this.#asked.delete(name));
    this.#subscribe(refused);
  }

  #wasRefused(data) {
    if (typeof data?.symbol === 'string') {
      this.#refused.add(data.symbol);
      this.#timers.poll ??= setTimeout(() => this.#poll(), 0);
    }
  }

  #wereTaken(channels) {
    for (const channel of Array.isArray(channels) ? channels : []) {
      if (String(channel).startsWith('prices:')) {
        this.#wasRefused({ symbol: String(channel).slice('prices:'.length) });
      }
    }
  }

  async #poll() {
    try {
      const headers = this.#tag === '' ? {} : { 'If-None-Match': this.#tag };
      const answer = await fetch('api/prices', { headers, cache: 'no-store' });
      if (answer.ok) {
        this.#tag = answer.headers.get('ETag') ?? '';
        this.#takePolled((await answer.json()).prices ?? {});
      }
    } catch {
      // The server is away: the connection says so.
    }
    this.#timers.poll = undefined;
    if (this.#oneByOne && this.#refused.size > 0) {
      this.#timers.poll = setTimeout(() => this.#poll(), POLL_EVERY_MS);
    }
  }

  #takePolled(prices) {
    for (const [symbol, data] of Object.entries(prices)) {
      if (this.#refused.has(symbol)) {
        const sentAtMs = data.ts / 1000 + (data.ageMs ?? 0);
        this.#take({
          timestamp: Number.isFinite(sentAtMs) ? new Date(sentAtMs).toISOString() : undefined,
          data: { prices: { [symbol]: data } },
        });
      }
    }
  }
}
