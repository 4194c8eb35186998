import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Client } from '../index.js';
// Loaded when it is needed; here beforehand, so that a few turns of the event loop are enough.
import '../transport/polling-socket.js';
import { FakeClock, settled } from './fakes.js';

const TOKEN = `x.${btoa(JSON.stringify({ sub: 'alice', role: 'TRADER', exp: 1_800_000_000 }))}.x`;

/** A gateway of which only plain requests get through. */
class PlainGateway {
  prices = { 'A-USD': { symbol: 'A-USD', price: '1', seq: 1, ts: 1 } };
  kept = [];
  asked = [];
  down = false;

  fetch = async (address, { method = 'GET', headers = {} } = {}) => {
    const { pathname } = new URL(address);
    this.asked.push(`${method} ${pathname}`);
    if (this.down) {
      throw new TypeError('failed to fetch');
    }
    if (pathname === '/api/prices') {
      const tag = JSON.stringify(JSON.stringify(this.prices));
      return headers['If-None-Match'] === tag ? new Response(null, { status: 304 }) : answer({ prices: this.prices }, 200, { ETag: tag });
    }
    if (pathname === '/api/symbols') {
      return answer({ symbols: [{ symbol: 'A-USD', source: 'sim', status: 'live' }] });
    }
    if (pathname === '/api/notifications') {
      if (headers.Authorization !== `Bearer ${TOKEN}`) {
        return answer({ error: { code: 'UNAUTHORIZED', message: 'no good', temporary: false } }, 401);
      }
      const seq = this.kept.length;
      return answer({ epoch: 'e1', seq, head: seq, recovered: true, messages: this.kept });
    }
    if (method === 'POST') {
      return answer({ channel: 'room:7', seq: 3 }, 201);
    }
    return answer({ error: { code: 'UNKNOWN_TYPE', message: 'nothing here' } }, 404);
  };

  notify(id) {
    this.kept.push({ userId: 'alice', epoch: 'e1', seq: this.kept.length + 1, id, kind: 'order', title: id, body: '', data: { id: 'x' }, createdAt: '', read: false });
  }
}

const answer = (body, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers });

let clock;
let gateway;
let client;
let got;

function begin(options) {
  clock = new FakeClock();
  gateway = new PlainGateway();
  got = [];
  client = new Client('http://quotes/', { clock, random: () => 0, fetch: gateway.fetch, WebSocket: undefined, ...options });
  client.connect();
}

/** Answers of HTTP take a few turns of the event loop. */
async function turns() {
  for (let i = 0; i < 40; i++) {
    await settled();
  }
}

async function wait(ms) {
  await clock.advance(ms);
  await turns();
}

describe('plain requests', () => {
  beforeEach(async () => {
    begin();
    await turns();
  });

  it('are used where there is no WebSocket', () => {
    assert.equal(client.state, 'connected');
    assert.equal(client.transport, 'polling');
  });

  it('bring prices, and only those that changed', async () => {
    client.subscribe('prices:A-USD', ({ data }) => got.push(data.price));
    await turns();
    assert.deepEqual(got, ['1']);
    await wait(2_000);
    assert.deepEqual(got, ['1']);
    gateway.prices = { 'A-USD': { ...gateway.prices['A-USD'], price: '2', seq: 2 } };
    await wait(2_000);
    assert.deepEqual(got, ['1', '2']);
  });

  it('answer what HTTP has an answer to, and refuse the rest', async () => {
    const reply = await client.request('symbols');
    assert.equal(reply.data.symbols[0].symbol, 'A-USD');
    await assert.rejects(client.request('call', { service: 'x' }), { code: 'UNKNOWN_TYPE' });
    assert.equal((await client.publish('room:7', 'hello')).data.seq, 3);
    assert.ok(gateway.asked.includes('POST /api/channels/room%3A7/publish'));
  });

  it('bring the notifications of who is signed in, each once', async () => {
    gateway.notify('n1');
    client.notifications.onNotification(({ notification }) => got.push(`${notification.id} ${notification.data.id}`));
    client.signIn.signIn(TOKEN);
    await turns();
    assert.deepEqual(client.signIn.user, { userId: 'alice', role: 'TRADER', expiresAt: '2027-01-15T08:00:00.000Z' });
    assert.deepEqual(got, ['n1 x']);
    gateway.notify('n2');
    await wait(2_000);
    await wait(2_000);
    assert.deepEqual(got, ['n1 x', 'n2 x']);
  });

  it('with a bad token end the session and go on without', async () => {
    client.signIn.signIn('bad');
    await turns();
    assert.equal(client.signIn.state, 'refused');
    assert.equal(client.state, 'connected');
  });

  it('bring nothing of channels, which stay asked for', async () => {
    const subscription = client.subscribe('portfolio:alice', () => {});
    await turns();
    assert.equal(subscription.state, 'subscribing');
  });

  it('are a lost connection when they fail again and again', async () => {
    gateway.down = true;
    await wait(2_000);
    assert.equal(client.state, 'connected');
    for (let i = 0; i < 4; i++) {
      await wait(2_000);
    }
    assert.equal(client.state, 'reconnecting');
    gateway.down = false;
    await wait(10_000);
    assert.equal(client.state, 'connected');
  });

  it('leave no timer', async () => {
    client.disconnect();
    await turns();
    assert.equal(clock.pending, 0);
  });
});

describe('plain requests where all prices come unasked', () => {
  it('bring them as such', async () => {
    begin({ endpoint: 'ws/prices' });
    client.onMessage('price_update', ({ data }) => got.push(data.prices));
    await turns();
    assert.deepEqual(got, [gateway.prices]);
  });
});

describe('an answer of something else', () => {
  it('is no gateway', async () => {
    begin({ fetch: async () => new Response('<h1>Welcome to our hotel</h1>', { status: 200 }) });
    await turns();
    assert.equal(client.state, 'reconnecting');
  });
});
