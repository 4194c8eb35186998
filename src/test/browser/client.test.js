import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { launchBrowser } from './browser.js';
import { Server } from './server.js';
import { until } from './waiting.js';

const SECRET = randomBytes(32).toString('hex');
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that this test's servers take. */
function token(sub, role, seconds) {
  const iat = Math.floor(Date.now() / 1000);
  const text = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ sub, role, jti: randomBytes(8).toString('hex'), iat, exp: iat + seconds })}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}

/** Runs in a tab: a client that notes what happens to it. */
async function begin([options, user]) {
  const { Client } = await import('/client/index.js');
  const getToken = user === undefined ? undefined : () => window.freshToken(user);
  const client = new Client('/', { ...options, getToken });
  const seen = { states: [], transports: [], signIns: [], handled: [], prices: {}, channels: [] };
  client.onState(({ state }) => seen.states.push(state));
  client.onTransport(({ transport }) => seen.transports.push(transport));
  client.signIn.onState(({ state }) => seen.signIns.push(state));
  if (user !== undefined) {
    client.notifications.onNotification(({ notification }) => seen.handled.push(notification.title));
  }
  const onState = ({ state }) => seen.channels.push(state);
  client.subscribe('prices:BTC-USD', { onMessage: ({ data }) => (seen.prices[data.symbol] = data.price), onState });
  Object.assign(window, { client, seen });
  client.connect();
}

describe('a client in Chromium', { timeout: 280_000 }, () => {
  const server = new Server();
  let address;
  let browser;
  let context;

  const start = (port) => server.start(port, ['--set', `gateway.auth.secret=${SECRET}`]);

  before(async () => {
    [address, browser] = await Promise.all([start(0), launchBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server.stop();
  });

  afterEach(() => context?.close());

  /** A tab on the server's greeting, which has no content policy. */
  async function open({ options = {}, user, seconds = 3_600 } = {}) {
    context = context?.pages().length > 0 ? context : await browser.newContext();
    const page = await context.newPage();
    await page.exposeFunction('freshToken', (name) => token(name, 'TRADER', seconds));
    await page.goto(`${address}sockjs`);
    await page.evaluate(begin, [options, user]);
    return page;
  }

  const seen = (page) => page.evaluate(() => ({ ...window.seen, state: window.client.state, transport: window.client.transport }));
  const when = (page, condition) => page.waitForFunction(condition, undefined, { timeout: 60_000 });
  const connected = (page) => when(page, () => window.client.state === 'connected');

  async function notify(userId, title) {
    const response = await fetch(`${address}api/notifications`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token('service', 'ADMIN', 60)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ userId, kind: 'order', title, body: '' }),
    });
    assert.equal(response.status, 201, await response.text());
  }

  async function connections() {
    const figures = await (await fetch(`${address}ws/health`)).json();
    return figures.totalConnections;
  }

  it('gets a first price', async () => {
    const page = await open();
    await when(page, () => window.seen.prices['BTC-USD'] !== undefined);
    assert.match((await seen(page)).prices['BTC-USD'], /^[0-9.]+$/);
  });

  it('has its subscriptions again after the server was killed and started again, and no notification twice', async () => {
    const page = await open({ user: 'alice', options: { device: 'test-1' } });
    await when(page, () => window.client.notifications.live);
    await notify('alice', 'one');
    await when(page, () => window.seen.handled.includes('one'));
    await server.kill();
    await when(page, () => window.client.state === 'reconnecting');
    await start(Number(new URL(address).port));
    await notify('alice', 'two');
    await connected(page);
    await page.evaluate(() => {
      window.seen.prices = {};
    });
    await when(page, () => window.seen.prices['BTC-USD'] !== undefined && window.client.notifications.live);
    await notify('alice', 'three');
    await when(page, () => window.seen.handled.includes('three'));
    assert.deepEqual((await seen(page)).handled, ['one', 'two', 'three']);
  });

  it('shares one connection between three tabs; when the one that has it is closed, another takes over', async () => {
    const options = { tabs: 'all' };
    const tabs = [await open({ options, user: 'carol' }), await open({ options, user: 'carol' }), await open({ options, user: 'carol' })];
    for (const tab of tabs) {
      await when(tab, () => window.client.notifications.live && window.seen.prices['BTC-USD'] !== undefined);
    }
    assert.deepEqual(await Promise.all(tabs.map(async (tab) => (await seen(tab)).transport)), ['WebSocket', 'tab', 'tab']);
    await until(async () => (await connections()) === 1, 'not one connection');
    await notify('carol', 'one');
    for (const tab of tabs) {
      await when(tab, () => window.seen.handled.length === 1);
    }
    const [first, ...others] = tabs;
    await first.close();
    await notify('carol', 'two');
    for (const tab of others) {
      await when(tab, () => window.client.state === 'connected' && window.seen.handled.length === 2);
      assert.deepEqual((await seen(tab)).handled, ['one', 'two']);
    }
    await until(async () => (await connections()) === 1, 'not one connection');
    const transports = await Promise.all(others.map(async (tab) => (await seen(tab)).transport));
    assert.deepEqual(transports.sort(), ['WebSocket', 'tab']);
  });

  it('goes over SockJS where WebSocket is blocked, and over plain requests where that is blocked too', async () => {
    const page = await open();
    const transports = await page.evaluate(async () => {
      const { Client } = await import('/client/index.js');
      window.client.disconnect();
      window.WebSocket = undefined;
      const reached = async (loadSockJs) => {
        const client = new Client('/', { WebSocket: undefined, loadSockJs });
        const priced = new Promise((resolve) => client.subscribe('prices:BTC-USD', ({ data }) => resolve(data.price)));
        client.connect();
        await priced;
        client.disconnect();
        return client.transport;
      };
      const library = () => import('/client/vendor/sockjs.min.js').then(() => window.SockJS);
      return [await reached(library), await reached(() => Promise.reject(new Error('blocked')))];
    });
    assert.deepEqual(transports, ['SockJS', 'polling']);
  });

  it('renews a token before it ends, without anybody noticing', async () => {
    const page = await open({ user: 'dave', seconds: 5 });
    await when(page, () => window.seen.signIns.filter((state) => state === 'signed-in').length >= 3);
    const { states, signIns } = await seen(page);
    assert.deepEqual(states, ['connecting', 'connected']);
    assert.deepEqual([...new Set(signIns)], ['signed-in']);
  });

  it('notices that the device is offline, and comes back when it is online', async () => {
    const page = await open();
    await connected(page);
    await context.setOffline(true);
    await when(page, () => window.client.state === 'reconnecting');
    await context.setOffline(false);
    await connected(page);
    const { states, channels } = await seen(page);
    assert.equal(states.at(-1), 'connected');
    assert.ok(channels.filter((state) => state === 'subscribed').length >= 2 || channels.at(-1) === 'subscribing');
  });

  it('slows down while the page is hidden, and catches up', async () => {
    const page = await open();
    await when(page, () => window.seen.prices['BTC-USD'] !== undefined);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      window.sent = window.client.statistics.messagesSent;
    });
    await when(page, () => window.client.statistics.messagesSent > window.sent);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      window.seen.prices = {};
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await when(page, () => window.seen.prices['BTC-USD'] !== undefined);
  });
});
