import { compare, isDecimal, sign } from './client/index.js';

/** How many points a trend keeps, and how close together they may be. */
const TREND_POINTS = 120;
const TREND_SPACING_MS = 400;

const SIMULATED = 'simulated';

/** The newest known of one symbol. Numbers are texts, as the exchange sent them. */
export class Quote {
  /** Points of the trend, oldest first; numbers, for drawing only. */
  trend = [];
  values = {};
  status = '';
  source = '';
  /** How the last change of the price went: 'up', 'down' or ''. */
  direction = '';
  /** Counts price changes, so that a view can tell whether it has shown the newest. */
  changes = 0;
  #trendAtMs = Number.NEGATIVE_INFINITY;
  #agedMs;
  #receivedAtMs;

  constructor(symbol) {
    this.symbol = symbol;
  }

  get simulated() {
    return this.source === SIMULATED;
  }

  get priced() {
    return this.values.price !== undefined;
  }

  /** Age of the newest value in milliseconds; undefined before the first. */
  ageMs(nowMs) {
    return this.#receivedAtMs === undefined ? undefined : this.#agedMs + nowMs - this.#receivedAtMs;
  }

  /** Takes an update's data. The age at arrival is a difference of two times of the server, so no clock needs to agree. */
  take(data, sentAtMs, nowMs) {
    const before = this.values.price;
    const receivedAtFeedMs = typeof data.ts === 'number' ? data.ts / 1000 : Number.NaN;
    this.values = { ...this.values, ...texts(data) };
    this.source = typeof data.source === 'string' ? data.source : this.source;
    this.#receivedAtMs = nowMs;
    this.#agedMs = Math.max(0, sentAtMs - receivedAtFeedMs || 0);
    const price = this.values.price;
    if (price === undefined) {
      return;
    }
    const order = before === undefined ? 0 : compare(price, before);
    if (order !== 0) {
      this.direction = order > 0 ? 'up' : 'down';
      this.changes += 1;
    }
    this.#plot(Number(price), nowMs);
  }

  #plot(point, nowMs) {
    if (nowMs - this.#trendAtMs < TREND_SPACING_MS && this.trend.length > 1) {
      this.trend[this.trend.length - 1] = point;
      return;
    }
    this.#trendAtMs = nowMs;
    this.trend.push(point);
    if (this.trend.length > TREND_POINTS) {
      this.trend.shift();
    }
  }
}

/** All symbols, and the rate at which their values come. */
export class Quotes {
  #bySymbol = new Map();
  /** Symbols that changed since the view last asked. */
  #changed = new Set();
  /** Values that came, ever. */
  received = 0;
  /** When the newest came, by the page's clock. */
  lastAtMs;

  get all() {
    return [...this.#bySymbol.values()];
  }

  /** How many of those shown with a price, and how many of these are made up. */
  count() {
    const priced = this.all.filter((quote) => quote.priced);
    return { priced: priced.length, simulated: priced.filter((quote) => quote.simulated).length };
  }

  /** The quotes that changed since the last call. */
  drain() {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  takePrices(message, nowMs) {
    const sentAtMs = Date.parse(message.timestamp);
    for (const [symbol, data] of Object.entries(message.data?.prices ?? {})) {
      this.#quote(symbol).take(data, sentAtMs, nowMs);
      this.received += 1;
      this.lastAtMs = nowMs;
    }
  }

  takeStatus({ symbol, status, source }) {
    if (typeof symbol !== 'string' || typeof status !== 'string') {
      return;
    }
    const quote = this.#quote(symbol);
    quote.status = status;
    if (quote.source === '' && typeof source === 'string') {
      quote.source = source;
    }
  }

  /** Counts of rising, falling and unchanged symbols, with the strongest and the weakest. */
  breadth() {
    const judged = this.all.filter((quote) => isDecimal(quote.values.changePercent));
    judged.sort((a, b) => compare(b.values.changePercent, a.values.changePercent));
    const signs = judged.map((quote) => sign(quote.values.changePercent));
    return {
      up: signs.filter((value) => value > 0).length,
      flat: signs.filter((value) => value === 0).length,
      down: signs.filter((value) => value < 0).length,
      strongest: judged[0],
      weakest: judged.at(-1),
    };
  }

  #quote(symbol) {
    let quote = this.#bySymbol.get(symbol);
    if (quote === undefined) {
      quote = new Quote(symbol);
      this.#bySymbol.set(symbol, quote);
    }
    this.#changed.add(quote);
    return quote;
  }
}

/** Keeps what is text: everything else in a price is not of the contract. */
function texts(data) {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value === 'string'));
}
