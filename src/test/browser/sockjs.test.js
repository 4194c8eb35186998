import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './browser.js';
import { BASEDIR, Server } from './server.js';

const SCRIPT = readFileSync(path.join(BASEDIR, 'src/test/sockjs/script.js'), 'utf8');
const LIMITS = [
  'gateway.limits.maxMessageBytes=131072',
  'gateway.limits.queueBytes=4194304',
  'gateway.limits.connectionsPerIp=0',
  'gateway.eventLoops=2',
].flatMap((limit) => ['--set', limit]);

/** The public client in Chromium, in which no WebSocket gets through, says what a plain WebSocket says. */
describe('sockjs-client in a browser without WebSocket', { timeout: 240_000 }, () => {
  const server = new Server();
  let address;
  let elsewhere;
  let browser;
  let expected;

  before(async () => {
    const port = await freePort();
    elsewhere = `http://localhost:${port}/`;
    const origins = JSON.stringify([`http://127.0.0.1:${port}`, `http://localhost:${port}`]);
    [address, browser] = await Promise.all([
      server.start(port, ['--set', `gateway.origins=${origins}`, ...LIMITS]),
      launchBrowser(),
    ]);
    expected = await playIn(address, 'WebSocket');
  });

  after(async () => {
    await browser?.close();
    await server.stop();
  });

  /** Plays the script on the server's greeting, which has no content policy, unlike the page that people see. */
  async function playIn(origin, transport) {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.route('**/script.js', (route) => route.fulfill({ contentType: 'text/javascript', body: SCRIPT }));
      if (transport !== 'WebSocket') {
        await page.addInitScript(() => {
          window.WebSocket = undefined;
        });
      }
      await page.goto(`${origin}sockjs`);
      // A form of a page without referrers names no origin; other people's pages do.
      await page.evaluate(() => {
        const meta = document.createElement('meta');
        meta.name = 'referrer';
        meta.content = 'origin';
        document.head.append(meta);
      });
      await page.addScriptTag({ url: `${address}client/vendor/sockjs.min.js` });
      return await page.evaluate(
        async ([base, wanted]) => {
          const { play } = await import('/script.js');
          if (wanted === 'WebSocket') {
            return play(new WebSocket(`${base.replace('http', 'ws')}ws`, ['quotewire.v1.json']));
          }
          const socket = new window.SockJS(`${base}sockjs`, null, { transports: [wanted] });
          const opened = new Promise((resolve) => {
            socket.onopen = () => resolve(socket.transport);
          });
          const played = await play(socket);
          return { ...played, transport: await opened };
        },
        [address, transport],
      );
    } finally {
      await context.close();
    }
  }

  it('a plain WebSocket plays the script to its end', () => {
    assert.equal(expected.code, 4401);
    assert.equal(expected.replies[1].id, '50% off, 100%25');
  });

  for (const transport of ['xhr-streaming', 'eventsource', 'xhr-polling', 'jsonp-polling']) {
    it(`gets the same over ${transport}`, async () => {
      assert.deepEqual(await playIn(address, transport), { ...expected, transport });
    });
  }

  for (const transport of ['xhr-streaming', 'xhr-polling', 'iframe-eventsource', 'iframe-xhr-polling']) {
    it(`gets the same over ${transport} from a page of another site`, async () => {
      assert.deepEqual(await playIn(elsewhere, transport), { ...expected, transport });
    });
  }
});

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
