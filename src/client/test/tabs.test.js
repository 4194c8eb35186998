import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Client } from '../index.js';
// Loaded when it is needed; here beforehand, so that a few turns of the event loop are enough.
import '../tabs/tabs.js';
import { FakeBrowser } from './fake-browser.js';
import { FakeClock, settled } from './fakes.js';
import { FakeGateway } from './fake-gateway.js';

const TOKEN = (sub) => `x.${btoa(JSON.stringify({ sub }))}.x`;

let clock;
let gateway;
let browser;

beforeEach(() => {
  clock = new FakeClock();
  gateway = new FakeGateway();
  gateway.tokens = new Map([[TOKEN('alice'), 'alice'], [TOKEN('bob'), 'bob']]);
  browser = new FakeBrowser();
});

/** A tab with a client that notes what it gets. */
async function open(options = {}) {
  const tab = browser.tab();
  const client = new Client('http://quotes/', {
    clock,
    random: () => 0,
    transports: [gateway.transport],
    tabs: 'all',
    locks: tab.locks,
    BroadcastChannel: tab.BroadcastChannel,
    onListenerFailure: (failure) => {
      throw failure;
    },
    ...options,
  });
  const got = [];
  client.connect();
  await turns();
  const close = async () => {
    tab.close();
    // What a browser does with the sockets of a page that goes.
    if (client.isLeader) {
      gateway.cut(1001);
    }
    client.disconnect();
    await turns();
  };
  return { client, got, close, note: ({ data, snapshot }) => got.push(`${data.price ?? data.id}${snapshot ? ' snapshot' : ''}`) };
}

async function turns() {
  for (let i = 0; i < 40; i++) {
    await settled();
  }
}

describe('the tabs of a browser', () => {
  it('share one connection, which the first one holds', async () => {
    const tabs = [await open(), await open(), await open()];
    assert.deepEqual(tabs.map(({ client }) => client.state), ['connected', 'connected', 'connected']);
    assert.deepEqual(tabs.map(({ client }) => client.transport), ['WebSocket', 'tab', 'tab']);
    assert.deepEqual(tabs.map(({ client }) => client.isLeader), [true, false, false]);
    assert.equal(gateway.sockets.length, 1);
  });

  it('subscribe to a channel once, and each gets it', async () => {
    gateway.tick('A-USD', '1');
    const tabs = [await open(), await open(), await open()];
    const subscriptions = [];
    for (const { client, note } of tabs) {
      subscriptions.push(client.subscribe('prices:A-USD', note));
      await turns();
    }
    assert.equal(gateway.asked('subscribe').length, 1);
    gateway.tick('A-USD', '2');
    await turns();
    assert.deepEqual(tabs.map(({ got }) => got.at(-1)), ['2', '2', '2']);
    subscriptions.slice(0, 2).forEach((subscription) => subscription.unsubscribe());
    await turns();
    assert.deepEqual(gateway.asked('unsubscribe'), []);
    subscriptions[2].unsubscribe();
    await turns();
    assert.deepEqual(gateway.asked('unsubscribe'), [{ channels: ['prices:A-USD'] }]);
  });

  it('hand over when the one that speaks for all is closed; each goes on from where it was', async () => {
    const tabs = [await open(), await open(), await open()];
    const [first, second, third] = tabs;
    for (const { client, note } of tabs) {
      client.subscribe('portfolio:alice', note);
    }
    await turns();
    gateway.publish('portfolio:alice', { id: 'm1' });
    await turns();
    await first.close();
    gateway.publish('portfolio:alice', { id: 'm2' });
    await clock.advance(0);
    await turns();
    await clock.advance(0);
    await turns();
    gateway.publish('portfolio:alice', { id: 'm3' });
    await turns();
    assert.equal(second.client.transport, 'WebSocket');
    assert.equal(third.client.transport, 'tab');
    assert.equal(gateway.open.length, 1);
    assert.deepEqual(second.got, ['m1', 'm2', 'm3']);
    assert.deepEqual(third.got, ['m1', 'm2', 'm3']);
  });

  it('wait together for a server that is away, and only one of them asks for it', async () => {
    const tabs = [await open(), await open()];
    gateway.down = true;
    gateway.cut();
    await turns();
    const before = gateway.sockets.length;
    await clock.advance(3_500);
    assert.equal(gateway.sockets.length, before + 2);
    assert.deepEqual(tabs.map(({ client }) => client.state), ['reconnecting', 'reconnecting']);
    gateway.down = false;
    await clock.advance(10_000);
    await turns();
    assert.deepEqual(tabs.map(({ client }) => client.state), ['connected', 'connected']);
    assert.equal(gateway.open.length, 1);
  });

  it('are one user', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    second.client.signIn.signIn(TOKEN('alice'));
    await turns();
    assert.deepEqual([first, second].map(({ client }) => client.signIn.user?.userId), ['alice', 'alice']);
    third.client.signIn.signIn(TOKEN('bob'));
    await turns();
    assert.equal(third.client.signIn.state, 'refused');
    assert.equal(first.client.state, 'connected');
    assert.equal(gateway.open.length, 1);
  });

  it('get each notification once, and it is acknowledged', async () => {
    const tabs = [await open(), await open()];
    for (const { client, got } of tabs) {
      client.notifications.onNotification(({ notification }) => got.push(notification.id));
      client.signIn.signIn(TOKEN('alice'));
      await turns();
    }
    gateway.publish('notifications', { id: 'n1' });
    await turns();
    assert.deepEqual(tabs.map(({ got }) => got), [['n1'], ['n1']]);
    assert.equal(gateway.acknowledged.get('notifications'), 1);
  });

  it('are told what a channel is refused with', async () => {
    gateway.refusals.set('room:7', { code: 'FORBIDDEN', message: 'not you', temporary: false });
    await open();
    const { client } = await open();
    const changes = [];
    client.subscribe('room:7', { onState: ({ state, code }) => changes.push(`${state} ${code}`) });
    await turns();
    assert.deepEqual(changes, ['subscribing undefined', 'refused FORBIDDEN']);
  });

  it('ask and get answers through the one that speaks for all', async () => {
    await open();
    const { client } = await open();
    assert.equal((await client.publish('room:7', 'hello')).type, 'published');
    gateway.answer = (socket, { id }) => socket.say({ type: 'error', id, data: { code: 'UNKNOWN_SYMBOL', message: 'no', temporary: false } });
    await assert.rejects(client.request('get_price', { symbol: 'X' }), { code: 'UNKNOWN_SYMBOL' });
  });

  it('that are gone leave no subscription behind', async () => {
    await open();
    const { client, note, close } = await open();
    client.subscribe('prices:A-USD', note);
    await turns();
    await close();
    await turns();
    assert.deepEqual(gateway.asked('unsubscribe'), [{ channels: ['prices:A-USD'] }]);
  });

  it('work alone where a browser has no locks', async () => {
    const tabs = [await open({ locks: undefined }), await open({ locks: undefined })];
    assert.deepEqual(tabs.map(({ client }) => client.transport), ['WebSocket', 'WebSocket']);
    assert.equal(gateway.open.length, 2);
  });

  it('connect by themselves where the one that speaks for all does not answer', async () => {
    const stuck = browser.tab();
    stuck.locks.request('quotewire all', () => new Promise(() => {}));
    await turns();
    const { client } = await open();
    assert.equal(client.state, 'connecting');
    await clock.advance(2_000);
    await clock.advance(3_000);
    await turns();
    assert.equal(client.transport, 'WebSocket');
    assert.equal(client.state, 'connected');
  });
});
