// Many clients in one process, for the works: see works/takeover.mjs. First line in: where, and a token for each. Says
// `ready` when all have their notifications, `back` when they have them again after `killed`, and at last what they got.
import { createInterface } from 'node:readline';
import { Client } from '../client/index.js';

const AT_ONCE = 20;
const LONG_MS = 100_000;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => JSON.parse((await lines.next()).value);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A client and what it has handled. */
class Receiver {
  numbers = [];
  resets = 0;
  live = false;
  connectedAtMs;
  liveAtMs;

  constructor(address, token, index) {
    this.client = new Client(address, { device: `bench-${index}`, polling: false });
    const { notifications } = this.client;
    notifications.onNotification(({ notification }) => this.numbers.push(Number(notification.title)));
    notifications.onReset(() => (this.resets += 1));
    notifications.onLive(({ live }) => {
      this.live = live;
      if (live) this.liveAtMs = performance.now();
    });
    this.client.onState(({ state }) => {
      if (state === 'connected') this.connectedAtMs = performance.now();
    });
    this.client.signIn.signIn(token);
  }
}

function share(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

async function until(condition) {
  const untilMs = performance.now() + LONG_MS;
  while (!condition() && performance.now() < untilMs) await sleep(10);
}

function judge(receivers, counts) {
  const got = { missing: 0, repeated: 0, disordered: 0, resets: 0 };
  for (const [index, { numbers, resets }] of receivers.entries()) {
    const once = new Set(numbers);
    got.missing += counts[index] - once.size;
    got.repeated += numbers.length - once.size;
    got.disordered += numbers.filter((number, at) => at > 0 && number < numbers[at - 1]).length;
    got.resets += resets;
  }
  return got;
}

const { address, tokens } = await next();
const receivers = [];
for (const [index, token] of tokens.entries()) {
  const receiver = new Receiver(address, token, index);
  receivers.push(receiver);
  receiver.client.connect();
  if (index % AT_ONCE === AT_ONCE - 1) await until(() => receivers.every(({ live }) => live));
}
await until(() => receivers.every(({ live }) => live));
console.log(JSON.stringify({ ready: receivers.filter(({ live }) => live).length }));

await lines.next();
const killedMs = performance.now();
await until(() => receivers.every(({ live, liveAtMs }) => live && liveAtMs > killedMs));
const liveMs = receivers.map(({ liveAtMs }) => (liveAtMs > killedMs ? liveAtMs - killedMs : LONG_MS));
const connectedMs = receivers.map(({ connectedAtMs }) => (connectedAtMs > killedMs ? connectedAtMs - killedMs : LONG_MS));
console.log(
  JSON.stringify({
    back: { p50Ms: share(liveMs, 0.5), p99Ms: share(liveMs, 0.99), maxMs: Math.max(...liveMs), connectedP99Ms: share(connectedMs, 0.99) },
  }),
);

const counts = await next();
await until(() => receivers.every(({ numbers }, index) => new Set(numbers).size >= counts[index]));
console.log(JSON.stringify({ got: judge(receivers, counts) }));
receivers.forEach(({ client }) => client.disconnect());
process.exit(0);
