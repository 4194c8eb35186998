import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './browser.js';
import { BASEDIR, Server } from './server.js';

const EXAMPLES = path.join(BASEDIR, 'src/examples');
const PRICE = /^BTC-USD [0-9.]+$/;

/** The examples as a stranger would run them: with the package from its file, and nothing else of this project. */
describe('the examples', { timeout: 240_000 }, () => {
  const server = new Server();
  let address;
  let folder;
  let site;

  before(async () => {
    mkdirSync(path.join(BASEDIR, 'target'), { recursive: true });
    folder = mkdtempSync(path.join(BASEDIR, 'target/examples-'));
    const npm = (...words) => execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const [{ filename }] = JSON.parse(npm('pack', path.join(BASEDIR, 'src/client'), '--json'));
    npm('install', '--no-save', '--no-audit', '--no-fund', `./${filename}`);
    ['client-page', 'client-node'].forEach((name) => cpSync(path.join(EXAMPLES, name), folder, { recursive: true }));
    site = createServer((request, response) => serve(folder, request, response));
    await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${site.address().port}`;
    address = await server.start(0, ['--set', `gateway.origins=${JSON.stringify([origin])}`]);
  });

  after(async () => {
    site?.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('for Node prints prices', async () => {
    const words = ['--experimental-websocket', 'prices.mjs', address, 'BTC-USD'];
    const script = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = [];
    try {
      for await (const line of createInterface({ input: script.stdout })) {
        lines.push(line);
        if (lines.length === 3) {
          break;
        }
      }
      lines.forEach((line) => assert.match(line, PRICE));
      assert.equal(lines.length, 3);
    } finally {
      script.kill('SIGKILL');
    }
  });

  it('for a page shows prices, also on another site', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${site.address().port}/index.html?gateway=${encodeURIComponent(address)}`);
      const line = page.locator('#prices li', { hasText: PRICE });
      await line.first().waitFor();
      assert.match(await page.textContent('#state'), /^connected/);
    } finally {
      await browser.close();
    }
  });
});

function serve(folder, { url }, response) {
  const name = path.normalize(new URL(url, 'http://site').pathname);
  try {
    const text = readFileSync(path.join(folder, name));
    response.writeHead(200, { 'content-type': name.endsWith('.html') ? 'text/html' : 'text/javascript' });
    response.end(text);
  } catch {
    response.writeHead(404).end();
  }
}
