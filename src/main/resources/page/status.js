import { State } from './client/index.js';
import { element, mark, setText } from './dom.js';
import { duration, latency, NONE, signed, span } from './text.js';

const STATE_WORDS = {
  disconnected: 'Disconnected',
  connecting: 'Connecting',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  error: 'Error',
};
const STATE_ICONS = {
  disconnected: 'disconnected',
  connecting: 'spinner',
  connected: 'connected',
  reconnecting: 'spinner',
  error: 'error',
};
/** Without any new price for this long, prices count as possibly late. */
const QUIET_MS = 15_000;
const RATE_WINDOW = 10;

/** The connection as people see it: indicator in the header, card with the figures, notices, and the word for screen readers. */
export class StatusView {
  #client;
  #quotes;
  #reason = '';
  #server = {};
  #samples = [];
  #figures;
  #market;

  constructor(client, quotes) {
    this.#client = client;
    this.#quotes = quotes;
    this.#figures = new Figures(find('figures'));
    this.#market = new Figures(find('market'));
    find('reconnect').addEventListener('click', () => client.retryNow());
    client.onMessage('connected', ({ data }) => {
      this.#server = data ?? {};
    });
    client.onState(({ state, reason }) => {
      this.#reason = reason;
      setText(find('spoken'), state === State.CONNECTED ? 'Connected' : `${STATE_WORDS[state]}: ${reason}`);
      this.show(performance.now());
    });
  }

  /** Shows everything as it is now. */
  show(nowMs) {
    const { state, statistics } = this.#client;
    mark(document.body, 'state', state);
    document.title = state === State.CONNECTED ? 'Quotewire' : `${STATE_WORDS[state]} · Quotewire`;
    for (const place of [find('connection-indicator'), find('connection-card')]) {
      setText(place.querySelector('.state-text'), STATE_WORDS[state]);
      place.querySelector('use').setAttribute('href', `#icon-${STATE_ICONS[state]}`);
    }
    setText(document.querySelector('.indicator .transport'), this.#client.transport);
    mark(document.body, 'transport', this.#client.transport);
    setText(document.querySelector('.indicator .latency'), statistics.latencyMs === undefined ? '' : latency(statistics.latencyMs));
    setText(document.querySelector('.state .detail'), this.#detail(state));
    find('reconnect').hidden = state === State.CONNECTED || state === State.CONNECTING;
    setText(find('node-short'), this.#server.node === undefined ? '' : `node ${this.#server.node}`);
    this.#showFigures(statistics, nowMs);
    this.#showMarket();
    this.#showNotices(state, nowMs);
  }

  #detail(state) {
    if (state === State.CONNECTED) {
      return `${location.host || 'this server'} · ${this.#client.transport}`;
    }
    if (state === State.RECONNECTING) {
      return `${this.#reason} · ${this.#nextTry()}`;
    }
    return this.#reason;
  }

  #nextTry() {
    const waitMs = this.#client.retryInMs;
    return waitMs === undefined ? 'trying now' : `next try in ${Math.ceil(waitMs / 1000)} s`;
  }

  #showFigures(statistics, nowMs) {
    const rates = this.#rates(statistics, nowMs);
    this.#figures.show({
      Transport: this.#client.transport,
      Latency: latency(statistics.latencyMs),
      Quality: quality(statistics.quality),
      'Messages / s': rates.messages,
      'Prices / s': rates.prices,
      Received: String(statistics.messagesReceived),
      Sent: String(statistics.messagesSent),
      Reconnections: String(statistics.reconnections),
      Errors: String(statistics.errors),
      Uptime: duration(statistics.uptimeMs),
      Node: this.#server.node ?? NONE,
      'Last error': statistics.lastError || 'none',
    });
  }

  /** Per second over the last samples. */
  #rates(statistics, nowMs) {
    const present = { nowMs, messages: statistics.messagesReceived, prices: this.#quotes.received };
    const oldest = this.#samples[0] ?? present;
    if (nowMs - (this.#samples.at(-1)?.nowMs ?? 0) > 400) {
      this.#samples = [...this.#samples, present].slice(-RATE_WINDOW);
    }
    const seconds = (nowMs - oldest.nowMs) / 1000;
    const rate = (name) => (seconds < 0.5 ? NONE : ((present[name] - oldest[name]) / seconds).toFixed(1));
    return { messages: rate('messages'), prices: rate('prices') };
  }

  #showMarket() {
    const { up, flat, down, strongest, weakest } = this.#quotes.breadth();
    const named = (quote) => (quote === undefined ? NONE : `${quote.symbol} ${signed(quote.values.changePercent, 2)}%`);
    this.#market.show({
      Rising: String(up),
      Unchanged: String(flat),
      Falling: String(down),
      Strongest: named(strongest),
      Weakest: named(weakest),
    });
    for (const [name, count] of Object.entries({ up, flat, down })) {
      document.querySelector(`.breadth .${name}`).style.flexGrow = String(count);
    }
  }

  #showNotices(state, nowMs) {
    const { priced, simulated } = this.#quotes.count();
    find('simulated').hidden = simulated === 0;
    setText(find('simulated').querySelector('.share'), simulated === priced ? '' : `(${simulated} of ${priced} symbols)`);
    const why = this.#whyDelayed(state, nowMs);
    find('delayed').hidden = why === '';
    setText(find('delayed').querySelector('.why'), why);
    document.body.classList.toggle('is-delayed', why !== '');
  }

  #whyDelayed(state, nowMs) {
    const { lastAtMs } = this.#quotes;
    const quietMs = lastAtMs === undefined ? undefined : nowMs - lastAtMs;
    if (state === State.CONNECTED) {
      return quietMs > QUIET_MS ? `No new price for ${span(quietMs)}.` : '';
    }
    if (state === State.CONNECTING && lastAtMs === undefined) {
      return '';
    }
    const last = quietMs === undefined ? '' : ` The newest price came ${quietMs < 1000 ? 'just now' : `${span(quietMs)} ago`}.`;
    return `${STATE_WORDS[state]}${state === State.RECONNECTING ? `, ${this.#nextTry()}` : ''}.${last}`;
  }
}

function quality({ word, score }) {
  return word === 'none' ? NONE : `${word} (${score})`;
}

/** A list of names and values. */
class Figures {
  #list;
  #values = new Map();

  constructor(list) {
    this.#list = list;
  }

  show(figures) {
    for (const [name, text] of Object.entries(figures)) {
      if (!this.#values.has(name)) {
        const line = element('div');
        const value = element('dd');
        line.append(element('dt', '', name), value);
        this.#list.append(line);
        this.#values.set(name, value);
      }
      const value = this.#values.get(name);
      setText(value, text);
      mark(value, 'value', text);
    }
  }
}

function find(id) {
  return document.getElementById(id);
}
