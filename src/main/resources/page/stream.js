const SYMBOLS_EVERY_MS = 5_000;
const POLL_EVERY_MS = 2_000;
/** SockJS has no stream of all prices; a person reads no more than this of each symbol. */
const MAX_RATE = 4;

/**
 * Fills the quotes. Over WebSocket the server streams every symbol by itself, and so it seems where they are polled. Over
 * SockJS the symbols are subscribed to, as far as the role allows, and the others are asked for again and again.
 */
export class PriceStream {
  #client;
  #quotes;
  #changed;
  #timers = { symbols: undefined, poll: undefined };
  #asked = new Set();
  #refused = new Set();
  #subscriptions = [];

  constructor(client, quotes, changed) {
    this.#client = client;
    this.#quotes = quotes;
    this.#changed = changed;
    client.onMessage('price_update', (message) => this.#take(message));
    client.onSymbolStatus((status) => {
      quotes.takeStatus(status);
      changed();
    });
    client.onState(({ state }) => {
      clearTimeout(this.#timers.symbols);
      if (state === 'connected') {
        this.#askForSymbols();
      }
    });
  }

  #take(message) {
    this.#quotes.takePrices(message, performance.now());
    this.#changed();
  }

  get #oneByOne() {
    return this.#client.transport === 'SockJS' && this.#client.state === 'connected';
  }

  /** Which symbols there are and how their feeds stand; asked again and again, as it also changes without a price. */
  async #askForSymbols() {
    try {
      const reply = await this.#client.request('symbols');
      const symbols = reply.data?.symbols ?? [];
      symbols.forEach((symbol) => this.#quotes.takeStatus(symbol));
      this.#subscribe(symbols.map(({ symbol }) => symbol));
      this.#changed();
    } catch {
      // Counted and shown by the client; the next round asks again.
    }
    if (this.#client.state === 'connected') {
      clearTimeout(this.#timers.symbols);
      this.#timers.symbols = setTimeout(() => this.#askForSymbols(), SYMBOLS_EVERY_MS);
    }
  }

  #subscribe(names) {
    if (!this.#oneByOne) {
      this.#end();
      return;
    }
    const symbols = names.filter((name) => typeof name === 'string' && !this.#asked.has(name));
    if (symbols.length > 0) {
      symbols.forEach((name) => this.#asked.add(name));
      const handlers = {
        onMessage: ({ timestamp, data }) => this.#take({ timestamp, data: { prices: { [data?.symbol]: data } } }),
        onState: (change) => this.#subscriptionChanged(change),
      };
      this.#subscriptions.push(this.#client.subscribe({ symbols, maxRate: MAX_RATE }, handlers));
    }
  }

  #end() {
    this.#subscriptions.splice(0).forEach((subscription) => subscription.unsubscribe());
    this.#asked.clear();
    this.#refused.clear();
  }

  #subscriptionChanged({ channel, state }) {
    const symbol = channel.slice('prices:'.length);
    if (state === 'refused') {
      this.#refused.add(symbol);
      this.#timers.poll ??= setTimeout(() => this.#poll(), 0);
    } else {
      this.#refused.delete(symbol);
    }
  }

  async #poll() {
    try {
      const { body, date } = await this.#client.api.prices();
      const others = Object.entries(body?.prices ?? {}).filter(([symbol]) => this.#refused.has(symbol));
      if (others.length > 0) {
        this.#take({ timestamp: date ?? undefined, data: { prices: Object.fromEntries(others) } });
      }
    } catch {
      // The server is away: the client says so.
    }
    this.#timers.poll = undefined;
    if (this.#oneByOne && this.#refused.size > 0) {
      this.#timers.poll = setTimeout(() => this.#poll(), POLL_EVERY_MS);
    }
  }
}
