import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { PROTOCOL } from '../index.js';
import { settled } from './fakes.js';
import { Scene } from './scene.js';

let clock;
let server;
let connection;

function begin(options) {
  take(new Scene(options));
}

function connected(options) {
  take(Scene.connected(options));
}

function take(scene) {
  ({ clock, server, connection } = scene);
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
    await clock.advance(40_000);
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
    await clock.advance(5_000);
    assert.equal(connection.state, 'reconnecting');
    assert.equal(server.socket.closedWith, 4408);
    assert.match(connection.statistics.lastError, /no sign of life/);
  });

  it('keeps a server that leaves a ping unanswered but goes on talking', async () => {
    begin();
    server.answersPings = false;
    connection.connect();
    server.welcome();
    await clock.advance(4_000);
    server.say({ type: 'price_update', data: { prices: {} } });
    await clock.advance(4_000);
    assert.equal(connection.state, 'connected');
  });
});
