// W11: what becomes of 1,000 clients when their server is killed, and another one takes over.
import { createHmac } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { sleep, start } from '../children.mjs';
import { SOURCES } from '../places.mjs';

const CLIENTS = 1_000;
const PER_SECOND = 200;
const QUIET_MS = 3_000;
const READY_MS = 180_000;
const BACK_MS = 120_000;
const TOKEN_S = 3_600;

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(secret, sub, role) {
  const iat = Math.floor(Date.now() / 1000);
  const text = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ sub, role, jti: sub, iat, exp: iat + TOKEN_S })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** What stands before the servers: gives each connection to the first of them that takes it. */
async function balancer(ports) {
  const lines = new Set();
  const server = createServer((near) => {
    const attempt = ([port, ...others]) => {
      const far = connect(port, '127.0.0.1');
      far.once('connect', () => {
        lines.add(near);
        near.pipe(far).pipe(near);
        far.once('close', () => near.destroy());
        near.once('close', () => far.destroy());
      });
      far.on('error', () => (far.connecting || !lines.has(near) ? others.length && !near.destroyed && attempt(others) : near.destroy()));
    };
    near.on('error', () => {});
    near.once('close', () => lines.delete(near));
    attempt(ports);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', 4_096, resolve));
  const close = () => {
    server.close();
    lines.forEach((line) => line.destroy());
  };
  return { port: server.address().port, close };
}

/** Publishes to one user after the other, steadily, until it is told to stop; each text is that user's next number. */
class Publisher {
  counts = new Array(CLIENTS).fill(0);
  failures = 0;
  #address;
  #headers;
  #running = true;
  #done;

  constructor(port, secret) {
    this.#address = `http://127.0.0.1:${port}/api/notifications`;
    this.#headers = { Authorization: `Bearer ${token(secret, 'bench', 'ADMIN')}`, 'Content-Type': 'application/json' };
    this.#done = this.#run();
  }

  async stop() {
    this.#running = false;
    await this.#done;
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  async #run() {
    const beganMs = performance.now();
    for (let sent = 0; this.#running; sent++) {
      await this.#publish(sent % CLIENTS);
      const aheadMs = beganMs + ((sent + 1) * 1000) / PER_SECOND - performance.now();
      if (aheadMs > 1) await sleep(aheadMs);
    }
  }

  /** Only what the server has said to be stored counts. */
  async #publish(user) {
    const number = this.counts[user] + 1;
    const idempotencyKey = `${user}-${number}`;
    const body = JSON.stringify({ userId: `u${user}`, kind: 'count', title: String(number), body: '', idempotencyKey });
    try {
      const response = await fetch(this.#address, { method: 'POST', headers: this.#headers, body });
      await response.arrayBuffer();
      if (response.status !== 201 && response.status !== 200) throw new Error(String(response.status));
      this.counts[user] = number;
    } catch {
      this.failures += 1;
      await sleep(100);
    }
  }
}

async function killed(each, { log }) {
  const pair = await each.startPair({ log });
  const before = await balancer(pair.ports);
  const tokens = Array.from({ length: CLIENTS }, (_, i) => token(pair.secret, `u${i}`, 'TRADER'));
  const words = ['--experimental-websocket', join(SOURCES, 'clients.mjs')];
  const clients = start(process.execPath, words, { log: `${log}.clients` });
  const answer = async (kind, patienceMs) =>
    JSON.parse(await clients.line((line) => line.startsWith(`{"${kind}"`), patienceMs, kind))[kind];
  try {
    clients.say(JSON.stringify({ address: `http://127.0.0.1:${before.port}/`, tokens }));
    await answer('ready', READY_MS);
    const publisher = new Publisher(pair.ports[1], pair.secret);
    await sleep(QUIET_MS);
    clients.say('killed');
    pair.kill();
    const back = await answer('back', BACK_MS);
    await sleep(QUIET_MS);
    const published = await publisher.stop();
    clients.say(JSON.stringify(publisher.counts));
    const got = await answer('got', BACK_MS);
    return { ...back, ...got, published, publishFailures: publisher.failures };
  } finally {
    before.close();
    await pair.stop();
  }
}

export const works = [
  {
    id: 'W11',
    title: `${CLIENTS} clients (the browser package, in one Node process), each with its own notifications, at ${PER_SECOND}/s over all; their server is killed with SIGKILL, and another one takes over`,
    steps: true,
    only: 'quotewire',
    figures: [
      { key: 'p50Ms', title: 'from the kill until a client has its notifications again, p50 ms', better: 'less', digits: 0 },
      { key: 'p99Ms', title: 'the same, p99 ms', better: 'less', digits: 0 },
      { key: 'maxMs', title: 'the same, the slowest, ms', better: 'less', digits: 0 },
      { key: 'connectedP99Ms', title: 'until it is connected, p99 ms', better: 'less', digits: 0 },
      { key: 'published', title: 'notifications published meanwhile', digits: 0 },
      { key: 'missing', title: 'of them never handled', better: 'less', digits: 0 },
      { key: 'repeated', title: 'of them handled more than once', better: 'less', digits: 0 },
      { key: 'disordered', title: 'of them handled out of order', better: 'less', digits: 0 },
      { key: 'resets', title: 'times a client was told that not all can be recovered', better: 'less', digits: 0 },
    ],
    run: killed,
  },
];
