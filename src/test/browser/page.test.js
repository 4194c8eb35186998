import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { launchBrowser, openTab } from './browser.js';
import { BASEDIR, Server } from './server.js';
import { until } from './waiting.js';

const SCREENSHOTS = path.join(BASEDIR, 'target/screenshots');
const STATE = (state) => `body[data-state="${state}"]`;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

describe('the page', { timeout: 240_000 }, () => {
  const server = new Server();
  let address;
  let browser;
  let tab;
  let page;

  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    [address, browser] = await Promise.all([server.start(), launchBrowser()]);
    tab = await openTab(browser);
    page = tab.page;
    page.setDefaultTimeout(30_000);
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => note(JSON.parse(payload))));
    await page.goto(address);
  });

  after(async () => {
    await browser?.close();
    await server.stop();
  });

  /** What the server sent to the page, as `SYMBOL PRICE`. */
  const sentPrices = new Set();
  const note = ({ data }) => {
    for (const [symbol, { price }] of Object.entries(data?.prices ?? {})) {
      sentPrices.add(`${symbol} ${price}`);
    }
  };
  const priced = () => page.locator('#rows tr td.price', { hasText: /^[0-9]/ });

  it('says that it is connected, with the latency', async () => {
    await page.waitForSelector(STATE('connected'));
    assert.equal(await page.textContent('#connection-indicator .state-text'), 'Connected');
    await page.waitForFunction(() => / ms$/.test(document.querySelector('#connection-indicator .latency').textContent));
  });

  it('shows at least five symbols with their prices', async () => {
    await page.waitForFunction(
      () => [...document.querySelectorAll('#rows td.price')].filter((cell) => /^[0-9]/.test(cell.textContent)).length >= 5,
    );
    assert.ok((await priced().count()) >= 5);
  });

  it('shows prices that move', async () => {
    const symbol = await page.getAttribute('#rows tr:has(td.price[data-direction])', 'data-symbol');
    const seen = new Set();
    for (let i = 0; i < 3; i++) {
      const before = [...seen];
      const handle = await page.waitForFunction(
        ([name, known]) => {
          const text = document.querySelector(`#rows tr[data-symbol="${name}"] td.price`).textContent;
          return known.includes(text) ? false : text;
        },
        [symbol, before],
      );
      seen.add(await handle.jsonValue());
    }
    assert.equal(seen.size, 3);
  });

  it('shows each price digit for digit as the server sent it', async () => {
    const shown = await page
      .locator('#rows tr:has(td.price[data-direction])')
      .evaluateAll((rows) => rows.map((row) => [row.dataset.symbol, row.querySelector('td.price').textContent]));
    assert.ok(shown.length > 0);
    for (const [symbol, price] of shown) {
      await until(() => sentPrices.has(`${symbol} ${price}`), `${symbol} shows ${price}, which was never sent`);
    }
  });

  it('labels simulated prices on every row and above them', async () => {
    assert.equal(await page.isVisible('#simulated'), true);
    assert.match(await page.textContent('#simulated'), /Simulated prices: not market data/);
    const labels = await page.locator('#rows tr:has(td.price[data-direction]) .badge').allTextContents();
    assert.ok(labels.length > 0);
    assert.deepEqual([...new Set(labels)], ['SIMULATED']);
    assert.equal(await page.locator('#rows .badge.simulated').first().isVisible(), true);
  });

  it('draws a trend for each symbol', async () => {
    await page.waitForFunction(() => {
      const canvas = document.querySelector('#rows tr:has(td.price[data-direction]) canvas');
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      return canvas.width > 0 && pixels.some((value) => value !== 0);
    });
  });

  it('sorts by a column and filters by symbol, with the keyboard alone', async () => {
    await page.focus('th.symbol button');
    await page.keyboard.press('Enter');
    assert.equal(await page.getAttribute('#columns th.symbol', 'aria-sort'), 'descending');
    const symbols = await page.locator('#rows tr').evaluateAll((rows) => rows.map((row) => row.dataset.symbol));
    assert.deepEqual(symbols, [...symbols].sort().reverse());
    await page.keyboard.press('/');
    await page.keyboard.type(symbols[0].toLowerCase());
    await page.waitForFunction(() => document.querySelectorAll('#rows tr:not([hidden])').length === 1);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelectorAll('#rows tr[hidden]').length === 0);
    await page.click('th.symbol button');
  });

  it('counts what it sends and receives, and names the node', async () => {
    const figure = (name) =>
      page.locator('#figures div', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd');
    assert.ok(Number(await figure('Received').textContent()) > 2);
    assert.equal(await figure('Transport').textContent(), 'WebSocket');
    assert.ok(Number(await figure('Sent').textContent()) > 0);
    assert.equal(await figure('Reconnections').textContent(), '0');
    assert.equal(await figure('Errors').textContent(), '0', await figure('Last error').textContent());
    assert.match(await figure('Node').textContent(), /^[0-9a-f]{8}$/);
  });

  it('fits a phone', async () => {
    const phone = await openTab(browser, PHONE);
    await phone.page.goto(address);
    await phone.page.waitForSelector('#rows tr td.price[data-direction]');
    const outside = await phone.page.evaluate(() =>
      [...document.querySelectorAll('header *, #rows *')]
        .filter((part) => part.getBoundingClientRect().right > innerWidth)
        .map((part) => `${part.className} ${part.textContent}`),
    );
    assert.deepEqual(outside, []);
    await phone.page.screenshot({ path: path.join(SCREENSHOTS, 'page-phone.png') });
    assert.deepEqual(phone.complaints, []);
    await phone.page.context().close();
  });

  it('raises no error and breaks no content policy', async () => {
    await page.screenshot({ path: path.join(SCREENSHOTS, 'page.png') });
    assert.deepEqual(tab.complaints, []);
    const answer = await fetch(address);
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });

  it('says that data may be delayed when the server is gone, and comes back with it', async () => {
    await server.kill();
    await page.waitForSelector(STATE('reconnecting'));
    await page.waitForSelector('#delayed:not([hidden])');
    assert.match(await page.textContent('#delayed'), /data may be delayed/i);
    assert.equal(await page.isVisible('#reconnect'), true);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'page-reconnecting.png') });

    await server.start(Number(new URL(address).port));
    await page.waitForSelector(STATE('connected'), { timeout: 60_000 });
    await page.waitForSelector('#delayed', { state: 'hidden' });
    const shown = await page.locator('#figures div', { hasText: 'Reconnections' }).locator('dd').textContent();
    assert.equal(shown, '1');
  });
});
