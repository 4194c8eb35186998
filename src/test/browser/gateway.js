const EPOCH = 'e1';
const PRICES = {
  'ADA-USD': ['0.4521', '0.0016', '0.35'],
  'BTC-USD': ['65012.40', '771.20', '1.20'],
  'ETH-USD': ['3214.88', '-12.03', '-0.37'],
  'LTC-USD': ['84.10', '0', '0'],
  'SOL-USD': ['152.337', '4.119', '2.78'],
};

/** A gateway played by the test over the page's own WebSocket: one user, who is let in with any token but `bad`. */
export class FakeGateway {
  /** What the page has sent, in order. */
  requests = [];
  /** How many connections there were. */
  connections = 0;
  #socket;
  #seq = 0;
  #kept = [];

  /** Answers instead of the server whenever this page opens its stream. */
  async play(page) {
    await page.routeWebSocket(/\/ws\/prices/, (socket) => {
      this.connections += 1;
      this.#socket = socket;
      this.address = socket.url();
      socket.onMessage((text) => this.#answer(socket, JSON.parse(text)));
      this.#say({ type: 'connected', data: { connectionId: 'c', node: 'feedbeef', heartbeatMs: 30_000 } });
      this.#say(priceUpdate());
    });
  }

  /** The data of the page's messages of one type. */
  sent(type) {
    return this.requests.filter((request) => request.type === type).map(({ data }) => data);
  }

  /** A notification that was there before; it is in the history, and replayed to a device that has not seen it. */
  keep(notification) {
    this.#kept.push(this.#message(notification));
  }

  /** A new notification. */
  notify(notification) {
    const message = this.#message(notification);
    this.#kept.push(message);
    this.#say(message);
  }

  /** Ends the connection as a crash would. */
  crash() {
    return this.#socket.close({ code: 1011, reason: 'gone' });
  }

  #message({ id, kind = 'order', title = 'a title', body = '', data = {}, read = false, createdAt }) {
    this.#seq += 1;
    const at = createdAt ?? new Date().toISOString();
    return {
      type: 'notification',
      channel: 'notifications',
      epoch: EPOCH,
      seq: this.#seq,
      data: { id: id ?? `n${this.#seq}`, kind, title, body, data, createdAt: at, read },
      timestamp: at,
    };
  }

  #answer(socket, request) {
    this.requests.push(request);
    const { id, type, data } = request;
    const reply = (answer, content) => this.#say({ type: answer, id, data: content });
    if (type === 'ping') {
      reply('pong');
    } else if (type === 'symbols') {
      const symbols = Object.keys(PRICES).map((symbol) => ({ symbol, source: 'kraken', status: 'live' }));
      reply('symbols', { symbols });
    } else if (type === 'authenticate' && data.token === 'bad') {
      reply('error', { code: 'UNAUTHORIZED', message: 'the signature is wrong' });
      socket.close({ code: 4401, reason: 'the credential was refused' });
    } else if (type === 'authenticate') {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      reply('authenticated', { userId: 'alice', role: 'TRADER', expiresAt });
    } else if (type === 'subscribe') {
      this.#subscribe(reply, data.since?.notifications?.seq ?? 0);
    } else if (type === 'history') {
      reply('history', { messages: this.#kept });
    }
  }

  #subscribe(reply, since) {
    reply('subscription_confirmed', {
      channels: [{ channel: 'notifications', epoch: EPOCH, seq: this.#seq, recovered: true }],
    });
    this.#kept.filter(({ seq }) => seq > since).forEach((message) => this.#say(message));
  }

  #say(message) {
    this.#socket.send(JSON.stringify(message));
  }
}

function priceUpdate() {
  const prices = Object.fromEntries(
    Object.entries(PRICES).map(([symbol, [price, change, changePercent]]) => [
      symbol,
      { symbol, price, change, changePercent, volume: '18234.2', bid: price, ask: price, size: '0.25', side: 'buy', source: 'kraken', ts: Date.now() * 1000 },
    ]),
  );
  return { type: 'price_update', data: { prices }, timestamp: new Date().toISOString() };
}
