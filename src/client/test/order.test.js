import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { settled } from './fakes.js';
import { ClientScene } from './client-scene.js';

let scene;
let gateway;
let client;
let got;
let resets;
let handlers;

beforeEach(() => {
  scene = new ClientScene();
  ({ gateway, client, got, resets, handlers } = scene);
});

const connected = () => scene.connected();

describe('a subscription', () => {
  it('finds what came twice, too late, or not at all', async () => {
    client.subscribe('portfolio:alice', handlers);
    await connected();
    const [socket] = gateway.open;
    const message = (seq) => ({ type: 'message', channel: 'portfolio:alice', epoch: 'e1', seq, data: { id: `m${seq}` } });
    gateway.publish('portfolio:alice', { id: 'm1' });
    socket.say(message(1));
    gateway.messages('portfolio:alice').push(message(2));
    gateway.publish('portfolio:alice', { id: 'm3' });
    await settled();
    assert.deepEqual(got, ['m1', 'm2', 'm3']);
    assert.deepEqual(gateway.asked('history'), [{ channel: 'portfolio:alice', since: { epoch: 'e1', seq: 1 }, limit: 1000 }]);
    const { gaps, duplicates } = client.statistics;
    assert.deepEqual([gaps, duplicates], [1, 2]);
  });

  it('hears who joins and leaves', async () => {
    const types = [];
    client.subscribe('room:7', ({ type, data }) => types.push(`${type} ${data.userId}`));
    await connected();
    for (const type of ['joined', 'left']) {
      gateway.open[0].say({ type, data: { channel: 'room:7', userId: 'carol' } });
      gateway.open[0].say({ type, data: { channel: 'room:8', userId: 'bob' } });
    }
    assert.deepEqual(types, ['joined carol', 'left carol']);
  });

  it('to a channel that is not kept takes messages as they come, each once', async () => {
    client.subscribe('watchlist:A-USD', handlers);
    await connected();
    scene.refuse('history', { code: 'BAD_MESSAGE', message: 'nothing is kept', temporary: false });
    const say = (seq) =>
      gateway.open[0].say({ type: 'message', channel: 'watchlist:A-USD', epoch: 'e1', seq, data: { id: `m${seq}` } });
    [1, 3].forEach(say);
    await settled();
    [2, 5, 5, 4, 4, 7].forEach(say);
    assert.deepEqual(got, ['m1', 'm3', 'm2', 'm5', 'm4', 'm7']);
    assert.deepEqual(resets, []);
    assert.equal(gateway.asked('history').length, 1);
  });

  it('says so where what is missing cannot be had', async () => {
    client.subscribe('room:7', handlers);
    await connected();
    scene.refuse('history', { code: 'FORBIDDEN', message: 'not you', temporary: false });
    const say = (seq) => gateway.open[0].say({ type: 'message', channel: 'room:7', epoch: 'e1', seq, data: { id: `m${seq}` } });
    [1, 3].forEach(say);
    await settled();
    assert.deepEqual(resets, ['what is missing cannot be had']);
    assert.deepEqual(got, ['m1', 'm3']);
  });

  it('goes on asking where an answer was cut off', async () => {
    client.subscribe('portfolio:alice', handlers);
    await connected();
    gateway.publish('portfolio:alice', { id: 'm1' });
    gateway.page = 2;
    for (let seq = 2; seq <= 6; seq++) {
      const message = { type: 'message', channel: 'portfolio:alice', epoch: 'e1', seq, data: { id: `m${seq}` } };
      gateway.messages('portfolio:alice').push(message);
    }
    gateway.publish('portfolio:alice', { id: 'm7' });
    await settled();
    await settled();
    assert.deepEqual(got, ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    assert.equal(gateway.asked('history').length, 3);
  });

  it('takes prices of a feed that counts from the start again', async () => {
    client.subscribe('prices:A-USD', handlers);
    await connected();
    const [socket] = gateway.open;
    const say = (seq, price, ts) => socket.say({ type: 'update', channel: 'prices:A-USD', seq, data: { symbol: 'A-USD', price, ts } });
    say(90, '1', 1_000);
    say(89, 'late', 999);
    say(1, '2', 2_000);
    assert.deepEqual(got, ['1', '2']);
  });
});
