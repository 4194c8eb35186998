import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './browser.js';
import { Server } from './server.js';

const TRANSPORTS = ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource', 'iframe-eventsource', 'jsonp-polling'];

/**
 * A page of another site, opened by somebody who is signed in here with a cookie. It is on another port of the same host: to
 * a browser another origin but the same site, so that the cookie goes along with whatever the page asks for.
 */
describe('a page of another origin in Chromium', { timeout: 240_000 }, () => {
  const server = new Server();
  const strict = new Server();
  const sites = [];
  let friend;
  let stranger;
  let own;
  let strictAddress;
  let browser;
  let token;
  let strictToken;
  let library;

  before(async () => {
    [friend, stranger] = await Promise.all([site(), site()]);
    [own, strictAddress, browser] = await Promise.all([
      server.start(),
      strict.start(0, ['--set', `gateway.origins=${JSON.stringify([friend])}`]),
      launchBrowser(),
    ]);
    own = own.replace(/\/$/, '');
    strictAddress = strictAddress.replace(/\/$/, '');
    token = await server.token('alice', 'TRADER');
    strictToken = await strict.token('alice', 'TRADER');
    library = await (await fetch(`${own}/client/vendor/sockjs.min.js`)).text();
  });

  after(async () => {
    await browser?.close();
    sites.forEach((one) => one.close());
    await Promise.all([server.stop(), strict.stop()]);
  });

  /** An empty page on a port of its own; its origin. */
  function site() {
    const http = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>a site</title>');
    });
    sites.push(http);
    return new Promise((resolve) => {
      http.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${http.address().port}`));
    });
  }

  /** Has a page of this origin try everything at the gateway, with the cookie. */
  async function attempt(origin, gateway, cookie) {
    const context = await browser.newContext();
    try {
      await context.addCookies([
        { name: 'quotewire_token', value: cookie, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Lax' },
      ]);
      const page = await context.newPage();
      // The greeting has no content policy, which would answer before the gateway does.
      await page.goto(origin === gateway ? `${origin}/sockjs` : `${origin}/`);
      await page.evaluate(library);
      return await page.evaluate(tryAll, [gateway, TRANSPORTS]);
    } finally {
      await context.close();
    }
  }

  it('on the own origin gets everything, as the user of the cookie', async () => {
    const got = await attempt(own, own, token);
    assert.deepEqual(got.webSocket, 'alice');
    for (const transport of TRANSPORTS) {
      assert.deepEqual(got.sockJs[transport], 'alice', transport);
    }
    assert.deepEqual(got.read, 200);
    assert.notEqual(got.write, 'refused');
    assert.notEqual(got.write, 403);
  });

  it('gets nothing from a gateway that permits its own origin only', async () => {
    assertNothing(await attempt(stranger, own, token));
  });

  it('gets nothing from a gateway that permits another origin, and that one gets everything', async () => {
    assertNothing(await attempt(stranger, strictAddress, strictToken));
    const got = await attempt(friend, strictAddress, strictToken);
    assert.deepEqual(got.webSocket, 'alice');
    assert.deepEqual(got.sockJs['xhr-streaming'], 'alice');
    assert.deepEqual(got.read, 200);
    assert.deepEqual(got.preflighted, 200);
    assert.notEqual(got.write, 'refused');
  });

  function assertNothing(got) {
    assert.deepEqual(got.webSocket, 'refused');
    for (const transport of TRANSPORTS) {
      assert.deepEqual(got.sockJs[transport], 'refused', transport);
    }
    assert.deepEqual(got.read, 'refused');
    assert.deepEqual(got.preflighted, 'refused');
    assert.deepEqual(got.write, 'refused');
  }
});

/** Runs in the page. */
async function tryAll([gateway, transports]) {
  const user = (text) => JSON.parse(text).data.user ?? 'nobody';
  const outcome = (open) =>
    new Promise((resolve) => {
      const socket = open();
      socket.onmessage = ({ data }) => {
        resolve(user(data));
        socket.close();
      };
      socket.onclose = () => resolve('refused');
    });
  const status = (asked) => asked.then((response) => response.status).catch(() => 'refused');
  const sockJs = {};
  for (const transport of transports) {
    sockJs[transport] = await outcome(
      () => new window.SockJS(`${gateway}/sockjs`, null, { transports: [transport], timeout: 5000 }),
    );
  }
  const api = `${gateway}/api/notifications`;
  return {
    webSocket: await outcome(() => new WebSocket(`${gateway.replace('http', 'ws')}/ws`)),
    sockJs,
    read: await status(fetch(api, { credentials: 'include' })),
    preflighted: await status(fetch(api, { credentials: 'include', headers: { 'If-None-Match': '"x"' } })),
    write: await status(fetch(`${api}/x/read`, { method: 'POST', credentials: 'include' })),
  };
}
