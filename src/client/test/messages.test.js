import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Scene } from './scene.js';

let clock;
let server;
let connection;
let failures;

function begin(options) {
  take(new Scene(options));
}

function connected(options) {
  take(Scene.connected(options));
}

function take(scene) {
  ({ clock, server, connection, failures } = scene);
}

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
