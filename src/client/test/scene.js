import { Connection, webSocket } from '../index.js';
import { FakeClock, FakeServer } from './fakes.js';

/** A connection to a server that the test plays. What it does is noted. */
export class Scene {
  clock = new FakeClock();
  server = new FakeServer();
  network = new CountedTarget();
  states = [];
  failures = [];

  constructor({ url = 'ws://quotes/ws', transports, ...options } = {}) {
    this.connection = new Connection(transports?.(this) ?? [webSocket(url, this.server.WebSocket)], {
      clock: this.clock,
      random: () => 0,
      network: this.network,
      onListenerFailure: (failure) => this.failures.push(failure),
      ...options,
    });
    this.connection.onState((change) => this.states.push(change));
  }

  /** A connection that the server has welcomed. */
  static connected(options) {
    const scene = new Scene(options);
    scene.connection.connect();
    scene.server.welcome();
    return scene;
  }

  /** How many listeners there are to the network. */
  get listening() {
    return this.network.listening;
  }

  /** Waits until the next attempt has begun. */
  async nextAttempt() {
    await this.clock.advance(this.connection.retryInMs);
  }
}

class CountedTarget extends EventTarget {
  listening = 0;

  addEventListener(...words) {
    this.listening += 1;
    super.addEventListener(...words);
  }

  removeEventListener(...words) {
    this.listening -= 1;
    super.removeEventListener(...words);
  }
}
