import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Client } from '../index.js';
import { FakeClock, settled } from './fakes.js';
import { FakeGateway } from './fake-gateway.js';

let clock;
let gateway;
let client;

beforeEach(() => {
  clock = new FakeClock();
  gateway = new FakeGateway();
  client = new Client('http://quotes/', { clock, random: () => 0, transports: [gateway.transport] });
});

const texts = () => gateway.published.map(({ data }) => data);

describe('what is published', () => {
  it('goes out at once over a connection', async () => {
    client.connect();
    await settled();
    const reply = await client.publish('room:7', 'hello');
    assert.equal(reply.data.seq, 1);
    assert.match(gateway.published[0].idempotencyKey, /^[0-9a-f]{32}$/);
  });

  it('waits for a connection, then goes out in its order, one in 100 ms', async () => {
    ['a', 'b', 'c'].forEach((text) => client.publish('room:7', text));
    assert.equal(client.statistics.queued, 3);
    client.connect();
    await settled();
    assert.deepEqual(texts(), ['a']);
    await clock.advance(100);
    assert.deepEqual(texts(), ['a', 'b']);
    await clock.advance(100);
    assert.deepEqual(texts(), ['a', 'b', 'c']);
    assert.equal(client.statistics.queued, 0);
  });

  it('gives way to the newer when a thousand wait', async () => {
    const first = client.publish('room:7', 0);
    const lost = assert.rejects(first, { code: 'DROPPED' });
    for (let i = 1; i <= 1_000; i++) {
      client.publish('room:7', i);
    }
    await lost;
    const { queued, dropped } = client.statistics;
    assert.deepEqual([queued, dropped], [1_000, 1]);
  });

  it('is said again with the same key when the answer was lost', async () => {
    client.connect();
    await settled();
    const answer = gateway.answer;
    gateway.answer = (socket, request) => request.type !== 'publish' && answer.call(gateway, socket, request);
    const published = client.publish('room:7', 'x');
    await settled();
    gateway.cut();
    gateway.answer = answer;
    await clock.advance(client.retryInMs);
    assert.equal((await published).type, 'published');
    const keys = gateway.asked('publish').map(({ idempotencyKey }) => idempotencyKey);
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
  });

  it('fails when the server refuses it', async () => {
    client.connect();
    await settled();
    gateway.answer = (socket, { id }) => socket.say({ type: 'error', id, data: { code: 'FORBIDDEN', message: 'no', temporary: false } });
    await assert.rejects(client.publish('room:7', 'x'), { code: 'FORBIDDEN' });
  });

  it('waits as long as the server says, and leaves no timer', async () => {
    client.connect();
    await settled();
    const answer = gateway.answer;
    const refusal = { code: 'RATE_LIMITED', message: 'slowly', temporary: true, retryAfterMs: 700 };
    gateway.answer = (socket, { type, id }) => type === 'publish' && socket.say({ type: 'error', id, data: refusal });
    client.publish('room:7', 'x');
    await settled();
    gateway.answer = answer;
    await clock.advance(699);
    assert.deepEqual(texts(), []);
    await clock.advance(1);
    assert.deepEqual(texts(), ['x']);
    client.disconnect();
    await settled();
    assert.equal(clock.pending, 0);
  });
});

describe('the quality of a connection', () => {
  const quality = () => client.statistics.quality;

  it('is none without one, and good at first', async () => {
    assert.deepEqual(quality(), { score: 0, word: 'none' });
    client.connect();
    await settled();
    assert.deepEqual(quality(), { score: 100, word: 'good' });
  });

  it('falls with each loss, and rises again in ten minutes', async () => {
    client.connect();
    await settled();
    const scores = [];
    for (let i = 0; i < 4; i++) {
      gateway.cut();
      await clock.advance(client.retryInMs);
      scores.push(quality().score);
    }
    assert.deepEqual(scores, [85, 70, 55, 55]);
    assert.equal(quality().word, 'fair');
    await clock.advance(620_000);
    assert.deepEqual(quality(), { score: 100, word: 'good' });
  });
});
