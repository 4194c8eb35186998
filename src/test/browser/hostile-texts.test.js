import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { launchBrowser, openTab } from './browser.js';
import { BASEDIR, Server } from './server.js';
import { until } from './waiting.js';

const TEXTS = JSON.parse(readFileSync(path.join(BASEDIR, 'src/test/resources/hostile-texts.json'), 'utf8'));
const HOSTILE = [...TEXTS.tags, ...TEXTS.uris, ...TEXTS.encodings];
const CANARY = 'canary.invalid';
/** It takes the page away whatever the policy says, and the detector with it. */
const withoutNavigation = HOSTILE.filter((text) => !text.includes('http-equiv'));

/** A gateway whose every text is hostile: nothing that the real one refuses is refused here. */
class HostileGateway {
  #socket;

  async play(page) {
    await page.routeWebSocket(/\/ws\/prices/, (socket) => {
      this.#socket = socket;
      socket.onMessage((text) => this.#answer(JSON.parse(text)));
      this.#say({ type: 'connected', data: { connectionId: 'c', node: HOSTILE[0], heartbeatMs: 30_000 } });
      this.#say({ type: 'price_update', data: { prices: Object.fromEntries(HOSTILE.map((text) => [text, quote(text)])) } });
    });
  }

  notify(seq, text) {
    const data = { id: `${seq} ${text}`, kind: text, title: text, body: text, data: { [text]: text }, createdAt: new Date().toISOString() };
    this.#say({ type: 'notification', channel: 'notifications', epoch: 'e', seq, data });
  }

  system(text) {
    this.#say({ type: 'system', action: text, message: text, data: { action: text, message: text } });
    this.#say({ type: 'error', data: { code: text, message: text } });
  }

  #answer({ id, type, data }) {
    const reply = (answer, content) => this.#say({ type: answer, id, data: content });
    if (type === 'ping') {
      reply('pong');
    } else if (type === 'symbols') {
      reply('symbols', { symbols: HOSTILE.map((text) => ({ symbol: text, source: text, status: text })) });
    } else if (type === 'authenticate' && data.token.startsWith('refuse ')) {
      reply('error', { code: 'FORBIDDEN', message: HOSTILE[Number(data.token.slice(7))] });
    } else if (type === 'authenticate') {
      const text = HOSTILE[Number(data.token)];
      reply('authenticated', { userId: text, role: text, expiresAt: text });
    } else if (type === 'subscribe') {
      reply('subscription_confirmed', { channels: [{ channel: 'notifications', epoch: 'e', seq: 0, recovered: true }] });
    } else if (type === 'history') {
      reply('history', { messages: [] });
    }
  }

  #say(message) {
    this.#socket.send(JSON.stringify(message));
  }
}

function quote(text) {
  return { symbol: text, price: text, change: text, changePercent: text, bid: text, ask: text, size: text, side: text, source: text, status: text, ts: Date.now() * 1000 };
}

describe('text that a careless page would run', { timeout: 240_000 }, () => {
  const server = new Server();
  let address;
  let browser;
  let page;
  let dialogs;
  let canaries;

  before(async () => {
    [address, browser] = await Promise.all([server.start(), launchBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server.stop();
  });

  afterEach(() => page?.context().close());

  /** A tab that notes whatever a payload does. */
  async function open(options) {
    ({ page } = await openTab(browser, options));
    dialogs = [];
    canaries = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      dialog.dismiss();
    });
    page.on('request', (request) => new URL(request.url()).hostname === CANARY && canaries.push(request.url()));
    await page.addInitScript(() => {
      window.harmed = [];
      window.harm = (what) => window.harmed.push(what);
    });
  }

  const harmed = () => page.evaluate(() => window.harmed.length);

  /** What may not be in the page: what is not made by its own code has other names or handlers. */
  const foreign = () =>
    page.evaluate(() => {
      const own = new Set('HTML HEAD META TITLE LINK SCRIPT BODY HEADER MAIN SECTION ASIDE DIV SPAN P H1 H2 UL OL LI DL DT DD BUTTON INPUT SELECT OPTION LABEL FORM TABLE THEAD TBODY TR TH TD CANVAS TIME CODE SVG USE PATH SYMBOL'.split(' '));
      const single = 'img[src="icon.svg"], .breadth > i, a.skip, kbd, strong, :is(body, main) > noscript, main > div > noscript';
      const found = [];
      for (const node of document.querySelectorAll('*')) {
        const attributes = [...node.attributes].filter(({ name, value }) => name.startsWith('on') || name === 'srcdoc' || /^(href|src|action|formaction)$/.test(name) && /canary|script:/i.test(value));
        const script = node.localName === 'script' && (node.textContent !== '' || !node.src.startsWith(location.origin));
        const known = own.has(node.localName.toUpperCase()) || node.matches(single);
        if (!known || attributes.length > 0 || script) {
          found.push(node.outerHTML.slice(0, 200));
        }
      }
      return found;
    });

  it('is there in three shapes, and many', () => {
    for (const shape of ['tags', 'uris', 'encodings']) {
      assert.ok(TEXTS[shape].length >= 30, shape);
    }
    assert.equal(new Set(HOSTILE).size, HOSTILE.length);
  });

  it('is noticed by this test where a page runs it', async () => {
    await open({ bypassCSP: true });
    await page.goto(address);
    const before = (await foreign()).length;
    await page.evaluate((texts) => {
      for (const text of texts) {
        const place = document.body.appendChild(document.createElement('div'));
        place.innerHTML = text;
      }
    }, withoutNavigation);
    await until(async () => (await harmed()) >= 15, 'nothing was run');
    await until(() => canaries.length >= 2, 'nothing was fetched');
    assert.ok((await foreign()).length > before + 20);
  });

  it('would not run in this page even so: its policy forbids it', async () => {
    await open();
    await page.goto(address);
    await page.evaluate((texts) => {
      for (const text of texts) {
        document.body.appendChild(document.createElement('div')).innerHTML = text;
      }
    }, withoutNavigation);
    // What is asked for comes after all that was begun before.
    await page.evaluate(() => fetch('health/live').then((answer) => answer.text()));
    assert.equal(await harmed(), 0);
    assert.deepEqual(dialogs, []);
  });

  it('is shown as text in every place, with nothing but the page itself to see to it', async () => {
    await open({ bypassCSP: true });
    const gateway = new HostileGateway();
    await gateway.play(page);
    await page.goto(address);
    await page.waitForSelector('body[data-state="connected"]');
    await page.waitForFunction((count) => document.querySelectorAll('#rows tr').length >= count, HOSTILE.length);
    const column = (selector) => page.locator(selector).evaluateAll((cells) => cells.map((cell) => cell.textContent));
    assert.deepEqual((await column('#rows tr .name')).sort(), [...HOSTILE].sort());
    assert.deepEqual((await column('#rows tr .badge')).sort(), [...HOSTILE].sort());

    const differing = await page.evaluate(async (texts) => {
      const find = (id) => document.getElementById(id);
      const enter = async (token, shown) => {
        find('token').value = token;
        find('sign-in').dispatchEvent(new Event('submit', { cancelable: true }));
        for (const untilMs = Date.now() + 10_000; !shown() && Date.now() < untilMs; ) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return shown();
      };
      const wrong = [];
      for (const [i, text] of texts.entries()) {
        const asUser = await enter(String(i), () => find('user').textContent === text && find('role').textContent === text);
        const asError = await enter(`refuse ${i}`, () => find('sign-in-problem').textContent === `Signed out: ${text}.`);
        if (!asUser || !asError) {
          wrong.push(text);
        }
      }
      await enter('0', () => find('live').dataset.live === 'true');
      find('bell').click();
      return wrong;
    }, HOSTILE);
    assert.deepEqual(differing, []);

    await page.waitForSelector('#live[data-live="true"]');
    HOSTILE.forEach((text) => gateway.system(text));
    HOSTILE.forEach((text, i) => gateway.notify(i + 1, text));
    await page.waitForFunction((count) => document.querySelectorAll('#notification-list li').length === count, HOSTILE.length);
    for (const part of ['.kind', '.title', '.body', '.facts dt', '.facts dd']) {
      assert.deepEqual((await column(`#notification-list li ${part}`)).sort(), [...HOSTILE].sort(), part);
    }
    const sizes = await page.locator('#notification-list li').evaluateAll((items) => items.map((item) => item.querySelectorAll('*').length));
    assert.equal(new Set(sizes).size, 1, 'an element was made of a text');
    const toasts = await column('.toast .title');
    assert.deepEqual(toasts, HOSTILE.slice(-toasts.length));

    await page.locator('#notification-list li').first().hover();
    await page.locator('#rows tr').first().hover();
    await page.keyboard.press('Tab');
    assert.equal(await harmed(), 0);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(canaries, []);
    assert.deepEqual(await foreign(), []);
    assert.equal(new URL(page.url()).origin, new URL(address).origin);
  });

  it('comes back in no answer as anything but data', async () => {
    const token = await server.token('root', 'ADMIN');
    const secure = (answer, what) => {
      assert.match(answer.headers.get('content-type') ?? 'none', /^application\/json|^none/, what);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', what);
    };
    for (const text of HOSTILE) {
      const part = encodeURIComponent(text);
      for (const asked of [`api/prices/${part}`, `ws/prices/${part}`, `nothing/${part}`, `api/symbols?prefix=${part}`, `ws?device=${part}`]) {
        secure(await fetch(new URL(asked, address)), asked);
      }
      const posted = await fetch(new URL(`api/channels/${part}/publish`, address), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ data: {}, type: text, idempotencyKey: text.slice(0, 100) }),
      });
      secure(posted, text);
      assert.ok(posted.status >= 400, text);
    }
    await open();
    for (const text of TEXTS.tags.slice(0, 8)) {
      await page.goto(new URL(`api/prices/${encodeURIComponent(text)}`, address).href);
      assert.equal(await page.evaluate(() => window.harmed.length), 0);
    }
    assert.deepEqual(canaries, []);
    assert.deepEqual(dialogs, []);
  });
});
