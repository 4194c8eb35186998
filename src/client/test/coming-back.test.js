import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from './fakes.js';
import { Scene } from './scene.js';

let clock;
let server;
let connection;
let states;

function begin(options) {
  take(new Scene(options));
}

function connected(options) {
  take(Scene.connected(options));
}

function take(scene) {
  ({ clock, server, connection, states } = scene);
}

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
