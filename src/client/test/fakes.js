/** A clock that stands still until it is told to go on, and a server that speaks through fake sockets. */

export class FakeClock {
  #nowMs = 0;
  #lastTimer = 0;
  #tasks = new Map();

  now() {
    return this.#nowMs;
  }

  setTimeout(task, delayMs) {
    const timer = ++this.#lastTimer;
    this.#tasks.set(timer, { task, atMs: this.#nowMs + delayMs });
    return timer;
  }

  clearTimeout(timer) {
    this.#tasks.delete(timer);
  }

  get pending() {
    return this.#tasks.size;
  }

  /** Whether a task is due after exactly so long. */
  has(delayMs) {
    return [...this.#tasks.values()].some(({ atMs }) => atMs === this.#nowMs + delayMs);
  }

  /** Runs what is due, in its order, and lets promises settle in between. */
  async advance(ms) {
    if (!Number.isFinite(ms)) {
      throw new TypeError(`nothing to wait for: ${ms}`);
    }
    const endMs = this.#nowMs + ms;
    await settled();
    for (;;) {
      const [timer, due] = [...this.#tasks].sort((a, b) => a[1].atMs - b[1].atMs || a[0] - b[0])[0] ?? [];
      if (due === undefined || due.atMs > endMs) {
        break;
      }
      this.#tasks.delete(timer);
      this.#nowMs = due.atMs;
      due.task();
      await settled();
    }
    this.#nowMs = endMs;
  }
}

/** Lets every promise that can settle do so. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

export class FakeServer {
  sockets = [];
  /** Answers pings when true. */
  answersPings = true;

  constructor() {
    const server = this;
    this.WebSocket = class FakeWebSocket {
      readyState = 0;
      received = [];

      constructor(url, protocols) {
        if (url === 'bad') {
          throw new SyntaxError('bad address');
        }
        this.url = url;
        this.protocols = protocols;
        server.sockets.push(this);
      }

      send(text) {
        const message = JSON.parse(text);
        this.received.push(message);
        if (message.type === 'ping' && server.answersPings) {
          server.say({ type: 'pong', id: message.id });
        }
      }

      close(code) {
        this.closedWith ??= code;
        this.readyState = 3;
      }
    };
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** The handshake is done, and nothing is said yet. */
  open() {
    this.socket.readyState = 1;
    this.socket.onopen?.({});
  }

  welcome() {
    this.open();
    this.say({ type: 'connected', data: { connectionId: 'c1', node: 'n1', heartbeatMs: 30000 } });
  }

  say(message) {
    this.sayText(JSON.stringify(message));
  }

  sayText(text) {
    this.socket.onmessage?.({ data: text });
  }

  close(code, reason = '') {
    this.socket.readyState = 3;
    this.socket.onclose?.({ code, reason });
  }
}

/** A server that speaks over SockJS; the library is there when it is asked for. */
export class FakeSockJsService extends FakeServer {
  loads = 0;

  constructor() {
    super();
    const FakeWebSocket = this.WebSocket;
    this.SockJS = class FakeSockJS extends FakeWebSocket {
      constructor(url, protocols, options) {
        super(url, protocols);
        this.options = options;
      }
    };
  }

  async load() {
    this.loads += 1;
    return this.SockJS;
  }
}
