import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { launchBrowser, openTab } from './browser.js';
import { BASEDIR, Server } from './server.js';
import { FakeSockJsGateway } from './sockjs-gateway.js';
import { until } from './waiting.js';

const SCREENSHOTS = path.join(BASEDIR, 'target/screenshots');
const CONNECTED = 'body[data-state="connected"]';
const LIBRARY = 'client/vendor/sockjs.min.js';

describe('the transport of the page', { timeout: 240_000 }, () => {
  const server = new Server();
  let address;
  let browser;
  let tab;
  let page;
  let asked;

  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    [address, browser] = await Promise.all([server.start(), launchBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server.stop();
  });

  afterEach(() => page?.context().close());

  /** Opens the page after the script has run in it and the gateway, if one is played, is in its place. */
  async function openWith(script, gateway) {
    tab = await openTab(browser);
    page = tab.page;
    await gateway?.play(page);
    page.setDefaultTimeout(30_000);
    asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    if (script !== undefined) {
      await page.addInitScript(script);
    }
    await page.goto(address);
  }

  /** Whether this server speaks SockJS; if not, says so in the report. */
  async function servesSockJs(t) {
    const { status } = await fetch(new URL('sockjs/info', address));
    if (status !== 200) {
      t.skip(`this server does not serve /sockjs (HTTP ${status})`);
    }
    return status === 200;
  }

  const label = () => page.textContent('.indicator .transport');

  it('is WebSocket, and SockJS is not even loaded', async () => {
    await openWith();
    await page.waitForSelector(CONNECTED);
    assert.equal(await label(), 'WebSocket');
    assert.match(await page.textContent('#connection-card .detail'), / · WebSocket$/);
    assert.deepEqual(asked.filter((path) => path.includes('sockjs')), []);
    assert.deepEqual(tab.complaints, []);
  });

  it('can load SockJS under the content policy', async () => {
    const library = await fetch(new URL(LIBRARY, address));
    assert.equal(library.status, 200);
    assert.match(library.headers.get('content-type'), /javascript/);
    assert.match(library.headers.get('content-security-policy'), /script-src 'self'/);
    assert.equal((await fetch(new URL('client/vendor/', address))).status, 404);
  });

  it('is plain requests where neither gets through', async () => {
    const noLibrary = { play: (tabPage) => tabPage.route('**/client/vendor/*', (route) => route.abort()) };
    await openWith(() => {
      window.WebSocket = undefined;
    }, noLibrary);
    await page.waitForSelector(CONNECTED);
    assert.equal(await label(), 'polling');
    await page.waitForFunction(() => document.querySelectorAll('#rows td.price[data-direction]').length >= 5);
    assert.ok(asked.filter((path) => path === '/api/prices').length >= 2);
  });

  it('says what is wrong where nothing gets through, and goes on trying', async () => {
    const nothing = {
      play: async (tabPage) => {
        await tabPage.route('**/client/vendor/*', (route) => route.abort());
        await tabPage.route('**/api/**', (route) => route.abort());
      },
    };
    await openWith(() => {
      window.WebSocket = undefined;
    }, nothing);
    await page.waitForSelector('body[data-state="reconnecting"]');
    assert.match(await page.textContent('#connection-card .detail'), /next try in|trying now/);
    await until(() => asked.filter((path) => path.endsWith(LIBRARY)).length >= 2, 'SockJS was not asked for again');
  });

  it('streams over SockJS what the role allows, and asks for the other prices', async () => {
    const gateway = new FakeSockJsGateway(({ type, id, data }, say) => {
      if (type === 'ping') {
        say({ type: 'pong', id });
      } else if (type === 'symbols') {
        say({ type, id, data: { symbols: ['A-USD', 'B-USD'].map((symbol) => ({ symbol, source: 'kraken', status: 'live' })) } });
      } else if (type === 'subscribe') {
        const refusal = { code: 'SUBSCRIPTION_LIMIT', message: 'one symbol' };
        say({ type: 'subscription_confirmed', id, data: { channels: [{ channel: 'prices:A-USD', epoch: 'e', seq: 1 }] } });
        say({ type: 'subscription_failed', id, data: { channel: 'prices:B-USD', symbol: data.symbols[1], ...refusal } });
        say({ type: 'update', channel: 'prices:A-USD', seq: 1, data: { symbol: 'A-USD', price: '100', ts: 1 } });
      }
    });
    await openWith(() => {
      window.WebSocket = undefined;
    }, gateway);
    let price = 200;
    await page.route('**/api/prices', (route) => {
      price += 1;
      return route.fulfill({ json: { prices: { 'B-USD': { symbol: 'B-USD', price: String(price), ts: Date.now() * 1000, ageMs: 5 } } } });
    });
    await page.waitForSelector(CONNECTED);
    const shown = (symbol) => page.locator(`#rows tr[data-symbol="${symbol}"] td.price`).textContent();
    await until(async () => (await shown('A-USD')) === '100', 'not streamed');
    await until(async () => Number(await shown('B-USD')) >= 202, 'not asked for again');
    assert.equal(await label(), 'SockJS');
    assert.deepEqual([...new Set(gateway.ways)], ['info', 'xhr_streaming', 'eventsource', 'xhr', 'xhr_send']);
    const [subscribe] = gateway.requests.filter(({ type }) => type === 'subscribe');
    assert.deepEqual(subscribe.data, { symbols: ['A-USD', 'B-USD'], maxRate: 4 });
    assert.deepEqual(tab.complaints.filter((complaint) => !complaint.includes('404')), []);
  });

  for (const [name, script] of [
    [
      'fails at once',
      () => {
        window.WebSocket = class {
          constructor() {
            throw new DOMException('blocked', 'SecurityError');
          }
        };
      },
    ],
    [
      'closes before it opens',
      () => {
        window.WebSocket = class {
          readyState = 0;
          constructor() {
            setTimeout(() => this.onclose?.({ code: 1006, reason: '' }), 10);
          }
          close() {}
        };
      },
    ],
  ]) {
    it(`falls back to SockJS when WebSocket is blocked: ${name}`, async (t) => {
      if (!(await servesSockJs(t))) {
        return;
      }
      await openWith(script);
      await page.waitForSelector(CONNECTED);
      assert.equal(await label(), 'SockJS');
      // Streamed for the three symbols of somebody unknown, asked for for the others.
      await page.waitForFunction(() => document.querySelectorAll('#rows td.price[data-direction]').length >= 5);
      assert.ok(asked.some((path) => path.endsWith(LIBRARY)));
      await page.screenshot({ path: path.join(SCREENSHOTS, 'page-sockjs.png') });
      assert.deepEqual(tab.complaints, []);
    });
  }

  it('carries an authenticated user over SockJS', async (t) => {
    if (!(await servesSockJs(t))) {
      return;
    }
    const token = await server.token('alice', 'TRADER');
    await openWith(() => {
      window.WebSocket = undefined;
    });
    await page.waitForSelector(CONNECTED);
    await page.click('#bell');
    await page.fill('#token', token);
    await page.click('#sign-in button');
    await page.waitForSelector('#notifications[data-state="signed-in"]');
    assert.equal(await page.textContent('#user'), 'alice');
    assert.deepEqual(tab.complaints, []);
  });
});
