import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { nextSubscriptionState, SUBSCRIPTION_MOVES } from '../subscription/states.js';
import { settled } from './fakes.js';
import { ClientScene } from './client-scene.js';

const REFUSAL = { code: 'FORBIDDEN', message: 'not you', temporary: false };
const LATER = { code: 'STORE_UNAVAILABLE', message: 'away', temporary: true };

let scene;
let clock;
let gateway;
let client;
let got;
let changes;
let resets;
let handlers;

beforeEach(() => {
  scene = new ClientScene();
  ({ clock, gateway, client, got, changes, resets, handlers } = scene);
});

const connected = () => scene.connected();
const lostAndBack = (change) => scene.lostAndBack(change);

describe('the table of a subscription', () => {
  const expected = {
    unsubscribed: { subscribe: 'subscribing' },
    subscribing: { confirmed: 'subscribed', refused: 'refused', taken: 'refused', unsubscribe: 'unsubscribed' },
    subscribed: { lost: 'subscribing', taken: 'refused', unsubscribe: 'unsubscribed' },
    refused: { again: 'subscribing', lost: 'subscribing', confirmed: 'subscribed', unsubscribe: 'unsubscribed' },
  };
  for (const state of Object.keys(SUBSCRIPTION_MOVES)) {
    for (const happening of ['subscribe', 'unsubscribe', 'confirmed', 'refused', 'taken', 'lost', 'again']) {
      it(`${state} and ${happening}: ${expected[state][happening] ?? 'nothing'}`, () => {
        assert.equal(nextSubscriptionState(state, happening), expected[state][happening]);
      });
    }
  }
});

describe('a subscription', () => {
  it('waits for the connection, and what is asked for together goes out together', async () => {
    const first = client.subscribe('prices:A-USD', handlers);
    client.subscribe({ symbols: ['B-USD'], channels: ['portfolio:alice'] }, handlers);
    assert.equal(first.state, 'subscribing');
    await connected();
    assert.deepEqual(gateway.asked('subscribe'), [{ symbols: ['A-USD', 'B-USD'], channels: ['portfolio:alice'] }]);
    assert.equal(first.state, 'subscribed');
  });

  it('gets the snapshot and what follows, as texts', async () => {
    gateway.tick('A-USD', '1.10');
    client.subscribe('prices:A-USD', handlers);
    await connected();
    gateway.tick('A-USD', '1.1000000000000000001');
    assert.deepEqual(got, ['1.10 snapshot', '1.1000000000000000001']);
  });

  it('to a channel that somebody here has already is not asked for again, and begins with the newest', async () => {
    gateway.tick('A-USD', '1');
    const first = client.subscribe('prices:A-USD', () => {});
    await connected();
    client.subscribe('prices:A-USD', handlers);
    await settled();
    assert.equal(gateway.asked('subscribe').length, 1);
    assert.deepEqual(got, ['1 snapshot']);
    assert.deepEqual(changes, ['prices:A-USD subscribed']);
    first.unsubscribe();
    await settled();
    assert.deepEqual(gateway.asked('unsubscribe'), []);
    gateway.tick('A-USD', '2');
    assert.deepEqual(got, ['1 snapshot', '2']);
  });

  it('ends at the server when the last one here has ended it, and only once', async () => {
    const one = client.subscribe('prices:A-USD', handlers);
    const other = client.subscribe('prices:A-USD', handlers);
    await connected();
    one.unsubscribe();
    one.unsubscribe();
    await settled();
    assert.deepEqual(gateway.asked('unsubscribe'), []);
    other.unsubscribe();
    await settled();
    assert.deepEqual(gateway.asked('unsubscribe'), [{ channels: ['prices:A-USD'] }]);
    assert.equal(other.state, 'unsubscribed');
    gateway.tick('A-USD', '1');
    assert.deepEqual(got, []);
    await lostAndBack();
    assert.equal(gateway.asked('subscribe').length, 1);
  });

  it('takes the most that is wanted of it', async () => {
    client.subscribe({ symbols: ['A-USD'], maxRate: 1 }, handlers);
    await connected();
    const fast = client.subscribe({ symbols: ['A-USD'], maxRate: 4 }, () => {});
    await settled();
    fast.unsubscribe();
    await settled();
    assert.deepEqual(gateway.asked('subscribe').map(({ maxRate }) => maxRate), [1, 4, 1]);
  });

  it('takes terms that changed while an answer was on its way', async () => {
    client.subscribe({ symbols: ['A-USD'], maxRate: 1 }, handlers);
    client.connect();
    let late;
    const answer = gateway.answer;
    gateway.answer = (socket, request) => (request.type === 'subscribe' ? (late ??= [socket, request]) : answer.call(gateway, socket, request));
    await settled();
    client.subscribe({ symbols: ['A-USD'], maxRate: 4 }, () => {});
    await settled();
    gateway.answer = answer;
    gateway.answer(...late);
    await settled();
    assert.deepEqual(gateway.asked('subscribe').map(({ maxRate }) => maxRate), [1, 4]);
  });

  it('who wants less than another one here gets less, and the newest in the end', async () => {
    client.subscribe({ symbols: ['A-USD'] }, () => {});
    client.subscribe({ symbols: ['A-USD'], maxRate: 1 }, handlers);
    await connected();
    ['1', '2', '3'].forEach((price) => gateway.tick('A-USD', price));
    assert.deepEqual(got, ['1']);
    await clock.advance(1_000);
    assert.deepEqual(got, ['1', '3']);
  });

  it('comes back after a loss, each from where it was', async () => {
    client.subscribe(['prices:A-USD', 'portfolio:alice'], handlers);
    await connected();
    gateway.publish('portfolio:alice', { id: 'm1' });
    await lostAndBack(() => gateway.publish('portfolio:alice', { id: 'm2' }));
    assert.deepEqual(gateway.asked('subscribe')[1], {
      symbols: ['A-USD'],
      channels: ['portfolio:alice'],
      since: { 'portfolio:alice': { epoch: 'e1', seq: 1 } },
    });
    assert.deepEqual(got, ['m1', 'm2']);
    assert.deepEqual(changes.filter((change) => change.startsWith('portfolio')), [
      'portfolio:alice subscribing', 'portfolio:alice subscribed', 'portfolio:alice subscribing', 'portfolio:alice subscribed',
    ]);
  });

  it('tells when not all can be recovered, and goes on', async () => {
    client.subscribe('portfolio:alice', handlers);
    await connected();
    gateway.publish('portfolio:alice', { id: 'm1' });
    await lostAndBack(() => gateway.forget());
    assert.deepEqual(resets, ['the numbering began anew']);
    gateway.publish('portfolio:alice', { id: 'n1' });
    assert.deepEqual(got, ['m1', 'n1']);
  });

  it('that is refused says so, and is asked for again on the next connection', async () => {
    const problems = [];
    client.onProblem((problem) => problems.push(problem));
    gateway.refusals.set('room:7', REFUSAL);
    const subscription = client.subscribe('room:7', handlers);
    await connected();
    assert.equal(subscription.state, 'refused');
    assert.deepEqual(changes, ['room:7 subscribing', 'room:7 refused FORBIDDEN']);
    assert.deepEqual(problems, [{ kind: 'message', code: 'FORBIDDEN', message: 'not you', channel: 'room:7' }]);
    gateway.refusals.clear();
    await lostAndBack();
    assert.equal(subscription.state, 'subscribed');
  });

  it('that is refused for a while is asked for again, less and less often', async () => {
    gateway.refusals.set('room:7', LATER);
    const subscription = client.subscribe('room:7', handlers);
    await connected();
    assert.equal(subscription.state, 'subscribing');
    await clock.advance(999);
    assert.equal(gateway.asked('subscribe').length, 1);
    await clock.advance(1);
    assert.equal(gateway.asked('subscribe').length, 2);
    gateway.refusals.clear();
    await clock.advance(2_000);
    assert.equal(subscription.state, 'subscribed');
  });

  it('waits as long as the server says', async () => {
    gateway.refusals.set('room:7', { ...LATER, retryAfterMs: 7_000 });
    client.subscribe('room:7', handlers);
    await connected();
    await clock.advance(6_999);
    assert.equal(gateway.asked('subscribe').length, 1);
    await clock.advance(1);
    assert.equal(gateway.asked('subscribe').length, 2);
  });

  it('that is taken away is asked for again as somebody else', async () => {
    const subscription = client.subscribe('portfolio:alice', handlers);
    await connected();
    gateway.open[0].say({ type: 'unsubscribed', data: { channels: ['portfolio:alice'], reason: 'role change' } });
    assert.equal(subscription.state, 'refused');
    client.signIn.signIn('good');
    await settled();
    assert.equal(subscription.state, 'subscribed');
  });

  it('by a bare name knows the full one', async () => {
    client.subscribe('portfolio', handlers);
    client.connect();
    gateway.answer = (socket, { type, id }) => {
      if (type === 'subscribe') {
        const channel = 'portfolio:alice';
        socket.say({ type: 'subscription_confirmed', id, data: { channels: [{ channel, epoch: 'e1', seq: 0, recovered: true }] } });
        socket.say({ type: 'message', channel, epoch: 'e1', seq: 1, data: { id: 'm1' } });
      }
    };
    await settled();
    assert.deepEqual(got, ['m1']);
  });

  it('hands on to the others when one handler fails', async () => {
    client.subscribe('prices:A-USD', () => {
      throw new Error('mine');
    });
    client.subscribe('prices:A-USD', handlers);
    await connected();
    gateway.tick('A-USD', '1');
    assert.deepEqual(got, ['1']);
  });

  it('leaves nothing behind', async () => {
    client.subscribe(['prices:A-USD', 'portfolio:alice'], handlers);
    await connected();
    client.disconnect();
    await settled();
    assert.equal(clock.pending, 0);
  });
});
