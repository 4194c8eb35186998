import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { launchBrowser, openTab } from './browser.js';
import { FakeGateway } from './gateway.js';
import { BASEDIR, Server } from './server.js';
import { until } from './waiting.js';

const SCREENSHOTS = path.join(BASEDIR, 'target/screenshots');
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const HOSTILE = '<img src=x onerror="window.harmed = true"><b>bold</b><script>window.harmed = true</script>';
const LIVE = '#live[data-live="true"]';
const ITEM = '#notification-list li';

describe('notifications on the page', { timeout: 240_000 }, () => {
  const server = new Server();
  let address;
  let browser;
  let tab;
  let page;
  let gateway;

  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    // The page has to see to itself, as if nobody refused scripts before.
    const scripts = ['--set', 'notification.refuseScripts=false'];
    [address, browser] = await Promise.all([server.start(0, scripts), launchBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server.stop();
  });

  async function open(options) {
    tab = await openTab(browser, options);
    page = tab.page;
    page.setDefaultTimeout(30_000);
    gateway = new FakeGateway();
    await gateway.play(page);
    await page.goto(address);
    await page.waitForSelector('body[data-state="connected"]');
  }

  async function signIn(token = 'token-1') {
    await page.click('#bell');
    await page.fill('#token', token);
    await page.click('#sign-in button');
    await page.waitForSelector(LIVE);
  }

  const shot = (name) => page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  const titles = () => page.locator(`${ITEM} .title`).allTextContents();
  const unread = () => page.getAttribute('#bell', 'aria-label');
  /** Answers "mark as read" instead of the server. */
  async function answerReads(status, body = {}) {
    const asked = [];
    await page.route('**/api/notifications/*/read', (route) => {
      const request = route.request();
      asked.push({ method: request.method(), path: new URL(request.url()).pathname, token: request.headers().authorization });
      return route.fulfill({ status, json: body });
    });
    return asked;
  }

  describe('with a gateway that the test plays', () => {
    beforeEach(() => open());
    afterEach(async () => {
      assert.deepEqual(tab.complaints, []);
      await page.context().close();
    });

    it('says how to get a token while nobody is signed in', async () => {
      await page.click('#bell');
      assert.equal(await page.isVisible('#sign-in'), true);
      assert.equal(await page.textContent('#token-hint code'), 'scripts/quotewire token --user alice --role TRADER');
      assert.equal(await page.isVisible('#account'), false);
      await shot('notifications-signed-out');
      await page.click('#sign-in button');
      assert.equal(await page.textContent('#sign-in-problem'), 'Enter a token.');
      assert.deepEqual(gateway.sent('authenticate'), []);
    });

    it('signs in with a token that is in no address, and stays signed in over a reload of this tab only', async () => {
      const addresses = [];
      page.on('request', (request) => addresses.push(request.url()));
      await signIn('secret-token');
      assert.equal(await page.textContent('#user'), 'alice');
      assert.equal(await page.textContent('#role'), 'TRADER');
      const [first] = gateway.sent('authenticate');
      assert.equal(first.token, 'secret-token');
      assert.match(first.device, /^page-[0-9a-f]{16}$/);
      assert.ok(gateway.address.endsWith(`?device=${first.device}`), gateway.address);

      await page.reload();
      await until(() => gateway.sent('authenticate').length === 2, 'not signed in again');
      assert.deepEqual(gateway.sent('authenticate')[1], first);
      assert.equal(addresses.some((url) => url.includes('secret-token')), false);
      assert.equal(page.url().includes('secret-token'), false);
      assert.equal(await page.evaluate(() => localStorage.length), 0);

      const other = await page.context().newPage();
      const otherGateway = new FakeGateway();
      await otherGateway.play(other);
      await other.goto(address);
      await other.waitForSelector('body[data-state="connected"]');
      assert.equal(await other.getAttribute('#notifications', 'data-state'), 'signed-out');
      assert.equal(otherGateway.address.endsWith(`?device=${first.device}`), false);
    });

    it('says why a token was refused, and prices go on', async () => {
      await page.click('#bell');
      await page.fill('#token', 'bad');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#sign-in-problem:not(:empty)');
      assert.equal(await page.textContent('#sign-in-problem'), 'Signed out: the signature is wrong.');
      await until(() => gateway.connections === 2, 'the page did not connect again');
      await page.waitForSelector('body[data-state="connected"]');
      assert.equal(await page.evaluate(() => sessionStorage.getItem('quotewire.token')), null);
    });

    it('lists what is kept, newest first, without raising toasts for it', async () => {
      gateway.keep({ title: 'older', read: true, createdAt: '2026-11-20T09:00:00Z' });
      gateway.keep({ title: 'newer', createdAt: '2026-11-20T10:00:00Z' });
      await signIn();
      await page.waitForSelector(`${ITEM}:nth-child(2)`);
      assert.deepEqual(await titles(), ['newer', 'older']);
      assert.equal(await unread(), 'Notifications, 1 unread');
      assert.equal(await page.locator(`${ITEM}[data-unread] .title`).textContent(), 'newer');
      assert.equal(await page.locator('.toast').count(), 0);
    });

    it('shows a new one at the top and as a toast, and acknowledges it', async () => {
      await signIn();
      gateway.keep({ title: 'kept' });
      gateway.notify({ kind: 'price-alert', title: 'BTC-USD above 65,000', body: 'Last trade 65,012.40', data: { symbol: 'BTC-USD', price: '65012.40' } });
      await page.waitForSelector('.toast');
      assert.equal(await page.textContent('.toast .title'), 'BTC-USD above 65,000');
      assert.equal((await titles())[0], 'BTC-USD above 65,000');
      assert.equal(await page.textContent(`${ITEM} .facts`), 'symbolBTC-USDprice65012.40');
      await until(() => gateway.sent('ack').some(({ seq }) => seq === 2), 'not acknowledged');
    });

    it('tells of it to those who listen instead of looking', async () => {
      const region = page.locator('#toasts');
      assert.equal(await region.getAttribute('aria-live'), 'polite');
      assert.equal(await region.getAttribute('role'), 'log');
      await signIn();
      gateway.notify({ title: 'heard' });
      await page.waitForSelector('#toasts .toast');
      assert.equal(await unread(), 'Notifications, 1 unread');
      assert.equal(await page.textContent('#unread'), '1');
    });

    it('shows everything as text, whatever it looks like', async () => {
      await signIn();
      gateway.notify({ id: '"><i>', kind: HOSTILE, title: HOSTILE, body: HOSTILE, data: { [HOSTILE]: HOSTILE } });
      await page.waitForSelector('.toast');
      await page.waitForSelector(ITEM);
      for (const place of ['.toast', ITEM]) {
        for (const part of ['.kind', '.title', '.body']) {
          assert.equal(await page.textContent(`${place} ${part}`), HOSTILE);
        }
        assert.equal(await page.locator(`${place} :is(img, b, script, i)`).count(), 0);
      }
      assert.equal(await page.evaluate(() => window.harmed), undefined);
    });

    it('takes toasts away after some seconds, and not from under a hand', async () => {
      await page.clock.install();
      await signIn();
      gateway.notify({ title: 'short' });
      await page.waitForSelector('.toast');
      await page.hover('.toast');
      await page.clock.runFor(20_000);
      assert.equal(await page.locator('.toast').count(), 1);
      await page.mouse.move(5, 5);
      await page.clock.runFor(7_000);
      assert.equal(await page.locator('.toast').count(), 1);
      await page.clock.runFor(2_000);
      assert.equal(await page.locator('.toast').count(), 0);
      assert.deepEqual(await titles(), ['short']);
    });

    it('has toasts dismissed by hand, and no more than four at once', async () => {
      await signIn();
      for (let i = 1; i <= 6; i++) {
        gateway.notify({ title: `number ${i}` });
      }
      await page.waitForSelector('.toast:has-text("number 6")');
      assert.deepEqual(await page.locator('.toast .title').allTextContents(), [3, 4, 5, 6].map((i) => `number ${i}`));
      await page.click('button[aria-label="Dismiss: number 4"]');
      assert.equal(await page.locator('.toast').count(), 3);
      await page.focus('button[aria-label="Dismiss: number 5"]');
      await page.keyboard.press('Escape');
      assert.deepEqual(await page.locator('.toast .title').allTextContents(), ['number 3', 'number 6']);
    });

    it('marks one as read at the server, with the token in a header', async () => {
      const asked = await answerReads(200);
      await signIn();
      gateway.notify({ id: 'a', title: 'first' });
      gateway.notify({ id: 'b', title: 'second' });
      await page.waitForSelector(`${ITEM}:nth-child(2)`);
      await page.focus(`${ITEM}[data-id="b"] .mark-read`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`${ITEM}[data-id="b"]:not([data-unread])`);
      assert.deepEqual(asked, [{ method: 'POST', path: '/api/notifications/b/read', token: 'Bearer token-1' }]);
      assert.equal(await unread(), 'Notifications, 1 unread');
      await page.waitForFunction(() => document.activeElement.closest('li')?.dataset.id === 'a');
    });

    it('marks all as read, one after the other', async () => {
      const asked = await answerReads(200);
      await signIn();
      for (const id of ['a', 'b', 'c']) {
        gateway.notify({ id });
      }
      await page.waitForSelector(`${ITEM}:nth-child(3)`);
      await page.click('#read-all');
      await page.waitForSelector('#unread', { state: 'hidden' });
      assert.equal(asked.length, 3);
      assert.equal(await page.isVisible('#read-all'), false);
    });

    it('says so when the server does not mark it', async () => {
      await page.route('**/api/notifications/*/read', (route) =>
        route.fulfill({ status: 503, json: { error: { code: 'STORE_UNAVAILABLE', message: 'the store is not available' } } }),
      );
      await signIn();
      gateway.notify({ title: 'first' });
      await page.click(`${ITEM} .mark-read`);
      await page.waitForSelector(`${ITEM} .problem:not(:empty)`);
      assert.equal(await page.textContent(`${ITEM} .problem`), 'Not marked: the store is not available');
      assert.equal(await unread(), 'Notifications, 1 unread');
      tab.complaints.splice(0, 1).forEach((complaint) => assert.match(complaint, /503/));
    });

    it('goes on after a loss where it was, each one once, those in between as toasts', async () => {
      await signIn();
      gateway.notify({ title: 'before' });
      await page.waitForSelector(ITEM);
      await gateway.crash();
      await page.waitForSelector('#live[data-live="false"]');
      gateway.keep({ title: 'meanwhile' });
      await page.click('#reconnect');
      await page.waitForSelector('.toast:has-text("meanwhile")');
      assert.deepEqual(gateway.sent('subscribe').map(({ since }) => since), [undefined, { notifications: { epoch: 'e1', seq: 1 } }]);
      assert.deepEqual(await titles(), ['meanwhile', 'before']);
    });

    it('forgets the user on signing out', async () => {
      await signIn();
      gateway.notify({ title: 'mine' });
      await page.waitForSelector('.toast');
      await page.click('#sign-out');
      assert.equal(await page.locator(ITEM).count(), 0);
      assert.equal(await page.locator('.toast').count(), 0);
      assert.equal(await page.evaluate(() => sessionStorage.getItem('quotewire.token')), null);
      await until(() => gateway.connections === 2, 'the connection kept its user');
    });

    it('opens and closes with the keyboard, and gives the focus back', async () => {
      await page.focus('#bell');
      await page.keyboard.press('Enter');
      assert.equal(await page.getAttribute('#bell', 'aria-expanded'), 'true');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'token');
      await page.keyboard.press('Escape');
      assert.equal(await page.isVisible('#notifications'), false);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'bell');
    });
  });

  for (const [name, options] of [
    ['desktop', {}],
    ['light', { colorScheme: 'light' }],
    ['phone', PHONE],
    ['phone-light', { ...PHONE, colorScheme: 'light' }],
  ]) {
    it(`fits: ${name}`, async () => {
      await open(options);
      const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
      gateway.keep({ kind: 'system', title: 'Scheduled maintenance on Sunday', body: 'The gateway restarts at 06:00 UTC. Open connections come back by themselves.', read: true, createdAt: ago(1500) });
      gateway.keep({ kind: 'order', title: 'Order filled: sell 12.5 ETH-USD', body: 'Average price 3,214.88', data: { orderId: '8812-4407', side: 'sell' }, read: true, createdAt: ago(95) });
      gateway.keep({ kind: 'order', title: 'Order partly filled: buy 0.5 BTC-USD', body: '0.18 of 0.5 at 64,987.83', data: { orderId: '8812-4410', side: 'buy', filled: '0.18' }, createdAt: ago(7) });
      await signIn();
      gateway.notify({ kind: 'price-alert', title: 'BTC-USD above 65,000', body: 'Last trade 65,012.40, up 1.2 % since midnight.', data: { symbol: 'BTC-USD', price: '65012.40' } });
      gateway.notify({ kind: 'margin', title: `Margin call on account ${'4711'.repeat(20)}`, body: 'Add collateral before 16:00 UTC.\nPositions may be closed after that.' });
      await page.waitForSelector(`${ITEM}:nth-child(5)`);
      const onPhone = options.isMobile === true;
      await until(async () => (await page.locator('.toast').count()) === (onPhone ? 0 : 2), 'toasts');
      if (onPhone) {
        await shot(`notifications-${name}`);
        await page.click('#close-notifications');
        gateway.notify({ kind: 'price-alert', title: 'ETH-USD below 3,200', body: 'Last trade 3,199.95.' });
        await page.waitForSelector('.toast');
      }
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('header *, #notifications *, #toasts *')]
          .filter((part) => part.getBoundingClientRect().right > innerWidth || part.getBoundingClientRect().left < 0)
          .map((part) => `${part.className} ${part.textContent}`),
      );
      assert.deepEqual(outside, []);
      await shot(onPhone ? `toast-${name}` : `notifications-${name}`);
      assert.deepEqual(tab.complaints, []);
      await page.context().close();
    });
  }

  describe('with the server itself', () => {
    it('marks what it keeps as read', async () => {
      const [user, admin] = await Promise.all([server.token('alice', 'TRADER'), server.token('root', 'ADMIN')]);
      const published = await fetch(new URL('api/notifications', address), {
        method: 'POST',
        headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ userId: 'alice', kind: 'order', title: 'kept' }),
      });
      const { id } = await published.json();
      await open();
      gateway.keep({ id, title: 'kept' });
      await signIn(user);
      await page.click(`${ITEM}[data-id="${id}"] .mark-read`);
      await page.waitForSelector(`${ITEM}[data-id="${id}"]:not([data-unread])`);
      const listed = await fetch(new URL('api/notifications', address), { headers: { Authorization: `Bearer ${user}` } });
      const kept = (await listed.json()).messages.find((message) => message.id === id);
      assert.equal(kept.read, true);
      await page.context().close();
    });

    it('shows one as it is published', async (t) => {
      const [user, admin] = await Promise.all([server.token('bob', 'TRADER'), server.token('root', 'ADMIN')]);
      tab = await openTab(browser);
      page = tab.page;
      await page.goto(address);
      await page.click('#bell');
      await page.fill('#token', user);
      await page.click('#sign-in button');
      const answered = await page.waitForFunction(() => {
        const live = document.getElementById('live');
        return live.dataset.live === 'true' || live.title !== '' ? live.dataset.live : false;
      });
      if ((await answered.jsonValue()) !== 'true') {
        t.skip(`this server does not deliver notifications live: ${await page.getAttribute('#live', 'title')}`);
        await page.context().close();
        return;
      }
      await fetch(new URL('api/notifications', address), {
        method: 'POST',
        headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ userId: 'bob', kind: 'order', title: 'as it happens', body: HOSTILE }),
      });
      await page.waitForSelector('.toast');
      assert.equal(await page.textContent('.toast .title'), 'as it happens');
      assert.equal(await page.textContent(`${ITEM} .body`), HOSTILE);
      assert.deepEqual(tab.complaints, []);
      await page.context().close();
    });
  });
});
