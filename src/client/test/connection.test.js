import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Connection, PROTOCOL } from '../index.js';
import { FakeClock, FakeServer, settled } from './fakes.js';

let clock;
let server;
let connection;
let states;
let failures;

function begin(options = {}) {
  clock = new FakeClock();
  server = new FakeServer();
  states = [];
  failures = [];
  connection = new Connection(options.url ?? 'ws://quotes/ws/prices', {
    clock,
    WebSocket: server.WebSocket,
    random: () => 0,
    onListenerFailure: (failure) => failures.push(failure),
    ...options,
  });
  connection.onState((change) => states.push(change));
}

function connected(options) {
  begin(options);
  connection.connect();
  server.welcome();
}

describe('a connection', () => {
  beforeEach(() => begin());

  it('does nothing until asked', () => {
    assert.equal(connection.state, 'disconnected');
    assert.equal(server.sockets.length, 0);
  });

  it('offers the subprotocol', () => {
    connection.connect();
    assert.deepEqual(server.socket.protocols, [PROTOCOL]);
  });

  it('is connected only when the server said so', () => {
    connection.connect();
    server.socket.readyState = 1;
    assert.equal(connection.state, 'connecting');
    server.welcome();
    assert.equal(connection.state, 'connected');
  });

  it('opens one socket however often it is asked', () => {
    connection.connect();
    connection.connect();
    server.welcome();
    connection.connect();
    assert.equal(server.sockets.length, 1);
  });

  it('may be called off by a listener before the socket opens', () => {
    connection.onState((change) => change.state === 'connecting' && connection.disconnect());
    connection.connect();
    assert.equal(connection.state, 'disconnected');
    assert.equal(server.sockets.length, 0);
  });

  it('is in error at an impossible address', () => {
    begin({ url: 'bad' });
    connection.connect();
    assert.equal(connection.state, 'error');
    assert.match(connection.statistics.lastError, /bad address/);
  });

  it('comes back when the server does not answer in time', async () => {
    connection.connect();
    await clock.advance(10_000);
    assert.equal(connection.state, 'reconnecting');
    await clock.advance(1_000);
    assert.equal(server.sockets.length, 2);
  });
});

describe('coming back', () => {
  const verdicts = [
    [1000, 'disconnected'], [1001, 'reconnecting'], [1002, 'error'], [1003, 'error'], [1005, 'error'],
    [1006, 'reconnecting'], [1007, 'error'], [1008, 'error'], [1009, 'error'], [1010, 'error'],
    [1011, 'reconnecting'], [1012, 'reconnecting'], [3000, 'error'], [4000, 'reconnecting'], [4008, 'reconnecting'],
    [4029, 'reconnecting'], [4401, 'error'], [4408, 'reconnecting'], [4413, 'reconnecting'], [4499, 'reconnecting'],
    [4500, 'error'], [4503, 'error'], [4504, 'error'], [4505, 'error'], [4999, 'error'],
  ];
  for (const [code, state] of verdicts) {
    it(`goes from connected to ${state} on ${code}`, async () => {
      connected();
      server.close(code);
      assert.equal(connection.state, state);
      await clock.advance(60_000);
      assert.equal(server.sockets.length > 1, state === 'reconnecting');
    });
    it(`goes from connecting to ${state} on ${code}`, () => {
      begin();
      connection.connect();
      server.close(code);
      assert.equal(connection.state, state);
    });
  }

  it('waits 1, 2, 4 ... 30 seconds', async () => {
    connected();
    const delays = [];
    for (let i = 0; i < 7; i++) {
      server.close(1006);
      delays.push(connection.retryInMs);
      await clock.advance(connection.retryInMs);
    }
    assert.deepEqual(delays, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('adds up to 30 %', () => {
    connected({ random: () => 1 });
    server.close(1006);
    assert.equal(connection.retryInMs, 1_300);
  });

  it('starts again from the first delay only after it held for a while', async () => {
    connected();
    server.close(1006);
    await clock.advance(1_000);
    server.welcome();
    await clock.advance(9_999);
    server.close(1006);
    assert.equal(connection.retryInMs, 2_000);
    await clock.advance(2_000);
    server.welcome();
    await clock.advance(10_000);
    server.close(1006);
    assert.equal(connection.retryInMs, 1_000);
  });

  it('honours the delay that the server gives', async () => {
    connected();
    server.say({ type: 'system', data: { action: 'shutdown', message: 'bye', reconnectAfterMs: 250 } });
    server.close(1001);
    assert.equal(connection.retryInMs, 250);
    await clock.advance(250);
    server.close(1006);
    assert.equal(connection.retryInMs, 1_000);
  });

  it('reads the older place of a shutdown, and not a delay that is none', () => {
    connected();
    server.say({ type: 'system', action: 'shutdown', reconnectAfterMs: 400 });
    server.say({ type: 'system', data: { action: 'shutdown', reconnectAfterMs: 'soon' } });
    server.close(1001);
    assert.equal(connection.retryInMs, 400);
  });

  it('stays reconnecting while an attempt runs, and counts when it is back', async () => {
    connected();
    server.close(1006);
    await clock.advance(1_000);
    assert.equal(connection.state, 'reconnecting');
    assert.equal(connection.retryInMs, undefined);
    server.welcome();
    assert.equal(connection.statistics.reconnections, 1);
    assert.deepEqual(states.map((change) => change.state), ['connecting', 'connected', 'reconnecting', 'connected']);
  });

  it('tries at once when asked, and then only once', async () => {
    connected();
    server.close(1006);
    connection.retryNow();
    assert.equal(server.sockets.length, 2);
    connection.retryNow();
    await clock.advance(1_000);
    assert.equal(server.sockets.length, 2);
  });

  it('begins again after an error when asked', () => {
    connected();
    server.close(4503);
    connection.retryNow();
    assert.equal(connection.state, 'connecting');
  });

  it('leaves no timer and no socket when asked to disconnect, from every state', async () => {
    const ways = {
      connecting: () => (begin(), connection.connect()),
      connected: () => connected(),
      reconnecting: () => (connected(), server.close(1006)),
      error: () => (connected(), server.close(4503)),
    };
    for (const [state, reach] of Object.entries(ways)) {
      reach();
      assert.equal(connection.state, state);
      connection.disconnect();
      await settled();
      assert.equal(connection.state, 'disconnected');
      assert.equal(clock.pending, 0, `timers left after ${state}`);
      assert.equal(server.socket.onclose === null || server.socket.readyState === 3, true);
    }
  });

  it('does not listen to a socket it has let go', async () => {
    connected();
    const old = server.socket;
    assert.notEqual(old.onclose, null);
    connection.disconnect();
    assert.equal(old.closedWith, 1000);
    assert.equal(old.onmessage, null);
    assert.equal(old.onclose, null);
  });
});

describe('signs of life', () => {
  it('measures the round trip of a ping', async () => {
    begin();
    server.answersPings = false;
    connection.connect();
    server.welcome();
    const ping = server.socket.received[0];
    assert.equal(ping.type, 'ping');
    await clock.advance(45);
    server.say({ type: 'pong', id: ping.id });
    await settled();
    assert.equal(connection.statistics.latencyMs, 45);
  });

  it('pings again and again, and stops when it is lost', async () => {
    connected();
    await clock.advance(20_000);
    assert.equal(server.socket.received.length, 5);
    server.close(4503);
    await clock.advance(60_000);
    assert.equal(clock.pending, 0);
  });

  it('gives a silent server up and comes back', async () => {
    begin();
    server.answersPings = false;
    connection.connect();
    server.welcome();
    await clock.advance(10_000);
    assert.equal(connection.state, 'reconnecting');
    assert.equal(server.socket.closedWith, 4408);
    assert.match(connection.statistics.lastError, /no sign of life/);
  });

  it('keeps a server that leaves a ping unanswered but goes on talking', async () => {
    begin();
    server.answersPings = false;
    connection.connect();
    server.welcome();
    await clock.advance(6_000);
    server.say({ type: 'price_update', data: { prices: {} } });
    await clock.advance(6_000);
    assert.equal(connection.state, 'connected');
  });
});

describe('messages', () => {
  it('reach those who listen to their type, and to all', () => {
    connected();
    const heard = [];
    connection.onMessage('price_update', (message) => heard.push(`type ${message.seq}`));
    connection.onMessage('*', (message) => heard.push(`all ${message.seq}`));
    server.say({ type: 'price_update', seq: 7 });
    assert.deepEqual(heard, ['type 7', 'all 7']);
  });

  it('do not reach a listener that was taken away', () => {
    connected();
    const heard = [];
    const stop = connection.onMessage('update', (message) => heard.push(message));
    stop();
    stop();
    server.say({ type: 'update' });
    assert.deepEqual(heard, []);
  });

  it('reach the other listeners when one throws', () => {
    connected();
    const heard = [];
    connection.onMessage('update', () => {
      throw new Error('mine');
    });
    connection.onMessage('update', () => heard.push(1));
    server.say({ type: 'update' });
    assert.deepEqual(heard, [1]);
    assert.equal(failures[0].message, 'mine');
  });

  for (const text of ['', '{', 'null', '[]', '7', '{"type":7}', '{}']) {
    it(`that cannot be read count as errors and harm nothing: ${JSON.stringify(text)}`, () => {
      connected();
      server.sayText(text);
      assert.equal(connection.state, 'connected');
      assert.equal(connection.statistics.errors, 1);
    });
  }

  it('are not sent without a connection', () => {
    begin();
    assert.equal(connection.send({ type: 'ack' }), false);
    connection.connect();
    assert.equal(connection.send({ type: 'ack' }), false);
    server.welcome();
    assert.equal(connection.send({ type: 'ack' }), true);
  });
});

describe('requests', () => {
  it('get the reply with their id', async () => {
    connected();
    const answer = connection.request('symbols', { prefix: 'B' });
    const sent = server.socket.received.at(-1);
    assert.deepEqual(sent.data, { prefix: 'B' });
    server.say({ type: 'symbols', id: sent.id, data: { symbols: [] } });
    assert.deepEqual((await answer).data, { symbols: [] });
  });

  it('fail with the code of the server', async () => {
    connected();
    const answer = connection.request('get_price', { symbol: 'X' });
    server.say({ type: 'error', id: server.socket.received.at(-1).id, data: { code: 'UNKNOWN_SYMBOL', message: 'X' } });
    await assert.rejects(answer, { name: 'RequestFailure', code: 'UNKNOWN_SYMBOL' });
    assert.equal(connection.statistics.lastError, 'UNKNOWN_SYMBOL: X');
  });

  it('fail when no answer comes, when the connection is lost, and without one', async () => {
    connected();
    const late = assert.rejects(connection.request('symbols', undefined, 100), { code: 'TIMEOUT' });
    await clock.advance(100);
    await late;
    const lost = assert.rejects(connection.request('symbols'), { code: 'CLOSED' });
    server.close(1006);
    await lost;
    await assert.rejects(connection.request('symbols'), { code: 'CLOSED' });
  });
});

describe('statistics', () => {
  it('count messages, errors and the time connected', async () => {
    connected();
    await clock.advance(3_000);
    server.say({ type: 'update' });
    const figures = connection.statistics;
    assert.equal(figures.messagesReceived, 3);
    assert.equal(figures.messagesSent, 1);
    assert.equal(figures.uptimeMs, 3_000);
    assert.equal(figures.errors, 0);
    server.close(1006);
    assert.equal(connection.statistics.uptimeMs, 0);
    assert.equal(connection.statistics.latencyMs, undefined);
    assert.equal(connection.statistics.lastError, 'no connection (1006)');
  });

  it('do not call a server that goes away in peace an error', () => {
    connected();
    server.close(1001);
    assert.equal(connection.statistics.errors, 0);
  });
});
