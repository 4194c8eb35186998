import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Connection, sockJs, webSocket } from '../index.js';
import { FakeClock, FakeServer, FakeSockJsService, settled } from './fakes.js';

let clock;
let server;
let service;
let connection;
let changes;

function begin({ url = 'ws://quotes/ws', load, alone = false, ...options } = {}) {
  clock = new FakeClock();
  server = new FakeServer();
  service = new FakeSockJsService();
  changes = [];
  const fallback = sockJs('http://quotes/sockjs', load ?? (() => service.load()));
  connection = new Connection([webSocket(url, server.WebSocket), ...(alone ? [] : [fallback])], {
    clock,
    random: () => 0,
    ...options,
  });
  connection.onTransport(({ transport }) => changes.push(transport));
}

/** Two WebSockets that do not open, then SockJS that does. */
async function fallenBack(options) {
  begin(options);
  connection.connect();
  server.close(1006);
  await clock.advance(1_000);
  server.close(1006);
  await settled();
  service.welcome();
}

describe('the transport', () => {
  beforeEach(() => begin());

  it('is WebSocket first, and SockJS is not even loaded', async () => {
    connection.connect();
    server.welcome();
    await clock.advance(60_000);
    assert.equal(connection.transport, 'WebSocket');
    assert.equal(service.loads, 0);
    assert.deepEqual(changes, []);
  });

  it('is SockJS at once where a WebSocket cannot even be made', async () => {
    begin({ url: 'bad' });
    connection.connect();
    await settled();
    assert.equal(connection.transport, 'SockJS');
    assert.equal(connection.state, 'connecting');
    service.welcome();
    assert.equal(connection.state, 'connected');
    assert.deepEqual(changes, ['SockJS']);
  });

  it('stays WebSocket after one that closed before it opened, and is SockJS after the second in a row', async () => {
    connection.connect();
    server.close(1006);
    assert.equal(connection.state, 'reconnecting');
    assert.equal(connection.transport, 'WebSocket');
    await clock.advance(1_000);
    server.close(1006);
    assert.equal(connection.transport, 'SockJS');
    assert.equal(connection.retryInMs, undefined);
    await settled();
    assert.equal(service.sockets.length, 1);
    assert.equal(service.socket.url, 'http://quotes/sockjs');
    assert.deepEqual(service.socket.options.transports, ['xhr-streaming', 'eventsource', 'xhr-polling']);
  });

  it('is SockJS when the first WebSocket does not open within five seconds', async () => {
    connection.connect();
    await clock.advance(4_999);
    assert.equal(connection.transport, 'WebSocket');
    await clock.advance(1);
    assert.equal(connection.transport, 'SockJS');
    assert.equal(server.socket.closedWith, 1000);
  });

  it('is given ten seconds to open where a WebSocket has been open before', async () => {
    connection.connect();
    server.welcome();
    server.close(1006);
    await clock.advance(1_000);
    await clock.advance(9_999);
    assert.equal(connection.transport, 'WebSocket');
    assert.equal(server.sockets.length, 2);
    assert.equal(server.socket.closedWith, undefined);
  });

  it('is given ten seconds for the welcome once it is open, and a second attempt', async () => {
    connection.connect();
    server.open();
    await clock.advance(9_999);
    assert.equal(connection.state, 'connecting');
    await clock.advance(1);
    assert.equal(connection.state, 'reconnecting');
    assert.equal(connection.transport, 'WebSocket');
    await clock.advance(11_000);
    assert.equal(connection.transport, 'SockJS');
  });

  it('does not count what the server itself says as a transport that fails', async () => {
    connection.connect();
    for (let i = 0; i < 4; i++) {
      server.close(4008);
      await clock.advance(connection.retryInMs);
    }
    assert.equal(connection.transport, 'WebSocket');
    assert.equal(server.sockets.length, 5);
  });

  it('does not count failures that are not in a row', async () => {
    connection.connect();
    for (let i = 0; i < 3; i++) {
      server.close(1006);
      await clock.advance(connection.retryInMs);
      server.welcome();
      server.close(1006);
      await clock.advance(connection.retryInMs);
    }
    assert.equal(connection.transport, 'WebSocket');
    assert.equal(service.loads, 0);
  });

  it('is WebSocket again in each round while the server is away altogether', async () => {
    connection.connect();
    server.welcome();
    server.close(1006);
    for (let round = 0; round < 6; round++) {
      await clock.advance(connection.retryInMs);
      assert.equal(connection.transport, 'WebSocket', `round ${round}`);
      server.close(1006);
      await settled();
      // A server that is away is likelier than a network that has changed: SockJS is tried from the fourth time on.
      assert.equal(connection.transport, round < 3 ? 'WebSocket' : 'SockJS', `round ${round}`);
      if (connection.transport === 'SockJS') {
        service.close(1002, 'Cannot connect to server');
      }
      assert.equal(connection.state, 'reconnecting');
    }
    await clock.advance(connection.retryInMs);
    server.welcome();
    assert.equal(connection.transport, 'WebSocket');
    assert.equal(service.sockets.length, 3);
  });
});

describe('SockJS', () => {
  it('carries messages both ways', async () => {
    await fallenBack();
    assert.equal(connection.state, 'connected');
    const answer = connection.request('symbols');
    const sent = service.socket.received.at(-1);
    assert.equal(sent.type, 'symbols');
    service.say({ type: 'symbols', id: sent.id, data: { symbols: [] } });
    assert.deepEqual((await answer).data, { symbols: [] });
  });

  it('is used again at once when it is lost early', async () => {
    await fallenBack();
    await clock.advance(59_999);
    service.close(1006);
    await clock.advance(connection.retryInMs);
    assert.equal(connection.transport, 'SockJS');
    assert.equal(server.sockets.length, 2);
    assert.equal(service.sockets.length, 2);
  });

  it('is left for WebSocket as soon as one gets through beside it', async () => {
    await fallenBack();
    await clock.advance(60_000);
    assert.equal(server.sockets.length, 3);
    const probe = server.socket;
    server.welcome();
    await settled();
    assert.equal(probe.closedWith, 1000);
    assert.equal(service.socket.closedWith, 1000);
    assert.equal(connection.state, 'reconnecting');
    server.welcome();
    assert.equal(connection.state, 'connected');
    assert.equal(connection.transport, 'WebSocket');
    assert.equal(server.sockets.length, 4);
  });

  it('tries WebSocket beside it less and less often, and leaves nothing behind', async () => {
    await fallenBack();
    const triedMs = [];
    for (let second = 0; second < 1_000; second++) {
      const before = server.sockets.length;
      await clock.advance(1_000);
      if (server.sockets.length > before) {
        triedMs.push(clock.now());
        server.close(1006);
      }
    }
    assert.deepEqual(triedMs, [61_000, 181_000, 421_000, 901_000]);
    assert.equal(connection.state, 'connected');
    connection.disconnect();
    assert.equal(clock.pending, 0);
  });

  it('is kept when it is lost while WebSocket is tried beside it', async () => {
    await fallenBack();
    await clock.advance(60_000);
    const probe = server.socket;
    service.close(4503);
    await settled();
    assert.equal(connection.state, 'error');
    assert.equal(probe.closedWith, 1000);
    assert.equal(clock.pending, 0);
  });

  it('gives way to WebSocket at the next loss after a minute', async () => {
    await fallenBack();
    await clock.advance(60_000);
    service.close(1006);
    await clock.advance(connection.retryInMs);
    assert.equal(connection.transport, 'WebSocket');
    server.welcome();
    assert.equal(connection.state, 'connected');
    assert.deepEqual(changes, ['SockJS', 'WebSocket']);
  });

  it('is back after one attempt where the network has not changed', async () => {
    await fallenBack();
    await clock.advance(60_000);
    service.close(1006);
    await clock.advance(connection.retryInMs);
    server.close(1006);
    await settled();
    service.welcome();
    assert.equal(connection.transport, 'SockJS');
    assert.equal(connection.state, 'connected');
  });

  it('that does not get through either waits for the next round, which begins with WebSocket', async () => {
    await fallenBack();
    service.close(1006);
    await clock.advance(connection.retryInMs);
    service.close(2000, 'All transports failed');
    assert.equal(connection.state, 'reconnecting');
    await clock.advance(connection.retryInMs);
    assert.equal(connection.transport, 'WebSocket');
  });

  it('that cannot be loaded is asked for again in a later round', async () => {
    let loads = 0;
    begin({ url: 'bad', load: () => (loads++ === 0 ? Promise.reject(new Error('blocked')) : service.load()) });
    connection.connect();
    await settled();
    assert.equal(connection.state, 'reconnecting');
    assert.match(connection.statistics.lastError, /SockJS cannot be used: blocked/);
    await clock.advance(connection.retryInMs);
    service.welcome();
    assert.equal(connection.state, 'connected');
  });

  it('that is called off while it loads never opens', async () => {
    begin({ url: 'bad' });
    connection.connect();
    connection.disconnect();
    await settled();
    assert.equal(service.sockets.length, 0);
    assert.equal(clock.pending, 0);
  });

  for (const [code, state] of [[4503, 'error'], [1000, 'disconnected'], [1002, 'error'], [2007, 'reconnecting'], [4401, 'error']]) {
    it(`ends ${state} on ${code}`, async () => {
      await fallenBack();
      service.close(code);
      assert.equal(connection.state, state);
    });
  }

  it('is not there without a fallback', () => {
    begin({ url: 'bad', alone: true });
    connection.connect();
    assert.equal(connection.state, 'error');
  });
});
