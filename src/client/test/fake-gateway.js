/** A gateway in this process: channels with their history, prices, users; and a line to it that may be bad. */

const PRICES = 'prices:';

/** What frames go through. By default all come, once, in their order. */
export class Line {
  /** @param {(text: string, deliver: (text: string) => void) => void} [disturb] */
  constructor(disturb = (text, deliver) => deliver(text)) {
    this.disturb = disturb;
  }
}

class FakeSocket {
  readyState = 0;
  onopen = null;
  onmessage = null;
  onclose = null;
  channels = new Set();
  user;

  constructor(gateway) {
    this.gateway = gateway;
    gateway.sockets.push(this);
    if (gateway.down) {
      queueMicrotask(() => this.end(1006));
    } else {
      queueMicrotask(() => this.#open());
    }
  }

  #open() {
    if (this.readyState === 0) {
      this.readyState = 1;
      this.onopen?.({});
      this.say({ type: 'connected', data: { connectionId: 'c', node: 'n', heartbeatMs: 30_000, role: 'ANONYMOUS' } });
    }
  }

  send(text) {
    const request = JSON.parse(text);
    this.gateway.requests.push(request);
    this.gateway.answer(this, request);
  }

  say(message) {
    this.gateway.line.disturb(JSON.stringify(message), (text) => {
      if (this.readyState === 1) {
        this.onmessage?.({ data: text });
      }
    });
  }

  close() {
    this.readyState = 3;
  }

  end(code, reason = '') {
    if (this.readyState !== 3) {
      this.readyState = 3;
      this.onclose?.({ code, reason });
    }
  }
}

export class FakeGateway {
  sockets = [];
  requests = [];
  acknowledged = new Map();
  published = [];
  /** Nobody is there. */
  down = false;
  /** Codes that channels are refused with. */
  refusals = new Map();
  tokens = new Map([['good', 'alice']]);
  kept = 1_000;
  /** So many messages fit into an answer. */
  page = 1_000;
  #epoch = 1;
  #channels = new Map();
  #prices = new Map();

  constructor({ line = new Line() } = {}) {
    this.line = line;
    this.transport = { name: 'WebSocket', open: () => new FakeSocket(this) };
  }

  get epoch() {
    return `e${this.#epoch}`;
  }

  get open() {
    return this.sockets.filter(({ readyState }) => readyState === 1);
  }

  /** The data of the requests of one type. */
  asked(type) {
    return this.requests.filter((request) => request.type === type).map(({ data }) => data);
  }

  /** The newest price that a symbol has here. */
  price(symbol) {
    return this.#prices.get(symbol)?.price;
  }

  /** All that was ever published to a channel, oldest first. */
  messages(channel) {
    return this.#channel(channel).messages;
  }

  tick(symbol, price) {
    const before = this.#prices.get(symbol) ?? { seq: 0 };
    const quote = { price, seq: before.seq + 1 };
    this.#prices.set(symbol, quote);
    this.#toAll(PRICES + symbol, this.#update(symbol, quote));
  }

  publish(channel, data, type = channel === 'notifications' ? 'notification' : 'message') {
    const { messages } = this.#channel(channel);
    const message = { type, channel, epoch: this.epoch, seq: messages.length + 1, data };
    messages.push(message);
    this.#toAll(channel, message);
  }

  /** Every connection is cut, as in a crash. */
  cut(code = 1006) {
    this.open.forEach((socket) => socket.end(code));
  }

  /** As a new process that has kept nothing. */
  forget() {
    this.#epoch += 1;
    this.#channels.clear();
    for (const quote of this.#prices.values()) {
      quote.seq = 1;
    }
  }

  answer(socket, { type, id, data }) {
    const reply = (answer, content) => socket.say({ type: answer, id, data: content, timestamp: '2026-11-20T12:00:00Z' });
    const answers = {
      ping: () => reply('pong'),
      subscribe: () => this.#subscribe(socket, reply, data),
      unsubscribe: () => {
        data.channels.forEach((channel) => socket.channels.delete(channel));
        reply('unsubscribed', { channels: data.channels });
      },
      history: () => reply('history', this.#history(data)),
      ack: () => this.acknowledged.set(data.channel, data.seq),
      authenticate: () => this.#authenticate(socket, reply, data.token),
      publish: () => {
        this.published.push(data);
        reply('published', { channel: data.channel, seq: this.published.length });
      },
    };
    answers[type]?.();
  }

  #authenticate(socket, reply, token) {
    const user = this.tokens.get(token);
    if (user === undefined) {
      reply('error', { code: 'UNAUTHORIZED', message: 'not good', temporary: false });
      socket.end(4401);
    } else {
      socket.user = user;
      reply('authenticated', { userId: user, role: 'TRADER', expiresAt: '2026-11-20T12:10:00Z' });
    }
  }

  #subscribe(socket, reply, { symbols = [], channels = [], since = {} }) {
    const wanted = [...symbols.map((symbol) => PRICES + symbol), ...channels];
    const given = wanted.filter((channel) => !this.refusals.has(channel));
    given.forEach((channel) => socket.channels.add(channel));
    reply('subscription_confirmed', { channels: given.map((channel) => this.#confirm(channel, since[channel])) });
    for (const channel of wanted.filter((name) => this.refusals.has(name))) {
      reply('subscription_failed', { channel, message: 'no', ...this.refusals.get(channel) });
    }
    for (const channel of given) {
      if (channel.startsWith(PRICES)) {
        const symbol = channel.slice(PRICES.length);
        const quote = this.#prices.get(symbol);
        if (quote !== undefined) {
          socket.say({ ...this.#update(symbol, quote), snapshot: true });
        }
      } else if (since[channel] !== undefined) {
        this.#after(channel, since[channel]).forEach((message) => socket.say(message));
      }
    }
  }

  #confirm(channel, since) {
    if (channel.startsWith(PRICES)) {
      return { channel, epoch: this.epoch, seq: this.#prices.get(channel.slice(PRICES.length))?.seq ?? 0, recovered: false };
    }
    const { messages } = this.#channel(channel);
    return { channel, epoch: this.epoch, seq: messages.length, recovered: this.#keeps(channel, since) };
  }

  #history({ channel, since, limit = 100 }) {
    const messages = this.#after(channel, since).slice(0, Math.min(limit, this.page));
    const seq = messages.at(-1)?.seq ?? since?.seq ?? 0;
    return { channel, epoch: this.epoch, seq, recovered: this.#keeps(channel, since), messages };
  }

  #keeps(channel, since) {
    const { messages } = this.#channel(channel);
    const first = Math.max(1, messages.length - this.kept + 1);
    return since === undefined || since.epoch === null || (since.epoch === this.epoch && since.seq >= first - 1);
  }

  #after(channel, since) {
    const { messages } = this.#channel(channel);
    const from = since?.epoch === this.epoch ? since.seq : 0;
    return messages.slice(-this.kept).filter(({ seq }) => seq > from);
  }

  #channel(name) {
    const known = this.#channels.get(name) ?? { messages: [] };
    this.#channels.set(name, known);
    return known;
  }

  #update(symbol, { price, seq }) {
    return { type: 'update', channel: PRICES + symbol, seq, data: { symbol, price } };
  }

  #toAll(channel, message) {
    this.open.filter((socket) => socket.channels.has(channel)).forEach((socket) => socket.say(message));
  }
}
