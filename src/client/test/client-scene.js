import { Client } from '../index.js';
import { FakeClock, settled } from './fakes.js';
import { FakeGateway } from './fake-gateway.js';

/** A client, a gateway in the same process, and what the client's handlers get. */
export class ClientScene {
  clock = new FakeClock();
  gateway = new FakeGateway();
  got = [];
  changes = [];
  resets = [];
  handlers = {
    onMessage: ({ data, snapshot }) => this.got.push(`${data.price ?? data.id}${snapshot ? ' snapshot' : ''}`),
    onState: ({ channel, state, code }) => this.changes.push(`${channel} ${state}${code ? ` ${code}` : ''}`),
    onReset: ({ reason }) => this.resets.push(reason),
  };

  constructor(options) {
    this.client = new Client('http://quotes/', {
      clock: this.clock,
      random: () => 0,
      transports: [this.gateway.transport],
      onListenerFailure: () => {},
      ...options,
    });
  }

  async connected() {
    this.client.connect();
    await settled();
  }

  async lostAndBack(change = () => {}) {
    this.gateway.cut();
    change();
    await this.clock.advance(this.client.retryInMs);
    await settled();
  }

  /** Has the gateway refuse requests of one type. */
  refuse(type, refusal) {
    const answer = this.gateway.answer;
    this.gateway.answer = (socket, request) =>
      request.type === type
        ? socket.say({ type: 'error', id: request.id, data: refusal })
        : answer.call(this.gateway, socket, request);
  }
}
