/** A gateway played by the test over SockJS's plainest way, xhr-polling; it refuses the ways before that one. */
export class FakeSockJsGateway {
  requests = [];
  /** The paths that were asked for, without the session. */
  ways = [];
  #outbox = [];
  #polled;
  #answer;

  /** @param {(request: object, say: (message: object) => void) => void} answer called with each request of the page */
  constructor(answer) {
    this.#answer = answer;
  }

  async play(page) {
    await page.route(/\/sockjs\//, (route) => this.#handle(route));
  }

  #handle(route) {
    const way = new URL(route.request().url()).pathname.split('/').at(-1);
    this.ways.push(way);
    if (way === 'info') {
      return route.fulfill({ json: { websocket: false, cookie_needed: false, origins: ['*:*'], entropy: 1 } });
    }
    if (way === 'xhr_send') {
      JSON.parse(route.request().postData()).forEach((text) => this.#take(JSON.parse(text)));
      return route.fulfill({ status: 204 });
    }
    return way === 'xhr' ? this.#poll(route) : route.fulfill({ status: 404 });
  }

  #poll(route) {
    if (this.#polled === undefined) {
      this.#polled = null;
      this.#say({ type: 'connected', data: { connectionId: 's', node: 'feedbeef', heartbeatMs: 30_000 } });
      return route.fulfill({ body: 'o\n', contentType: 'application/javascript' });
    }
    this.#polled = route;
    return this.#flush();
  }

  #take(request) {
    this.requests.push(request);
    this.#answer(request, (message) => this.#say(message));
  }

  #say(message) {
    this.#outbox.push(JSON.stringify(message));
    this.#flush();
  }

  #flush() {
    const route = this.#polled;
    if (route && this.#outbox.length > 0) {
      this.#polled = null;
      const body = `a${JSON.stringify(this.#outbox.splice(0))}\n`;
      return route.fulfill({ body, contentType: 'application/javascript' });
    }
    return undefined;
  }
}
