// Run with --expose-gc: what a client holds after it came and went a hundred times, and after 150,000 updates.
import { Client } from '../../client/index.js';
import { FakeGateway } from '../../client/test/fake-gateway.js';

const TIMES = 100;
const SYMBOLS = 100;
const UPDATES = 150_000;
const BETWEEN_TURNS = 100;

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function heap() {
  for (let i = 0; i < 5; i++) {
    await turn();
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

const gateway = new FakeGateway();
const client = new Client('http://quotes/', { transports: [gateway.transport] });
let seen = 0;
client.subscribe({ symbols: Array.from({ length: SYMBOLS }, (_, i) => `S${i}-USD`) }, () => {
  seen += 1;
});
client.subscribe('portfolio:alice', () => {});

async function comeAndGo(times) {
  for (let i = 0; i < times; i++) {
    client.connect();
    await turn();
    client.disconnect();
    await turn();
    gateway.sockets.length = 0;
    gateway.requests.length = 0;
  }
}

async function update(count) {
  for (let i = 0; i < count; i++) {
    gateway.tick(`S${i % SYMBOLS}-USD`, `${i}.01`);
    if (i % BETWEEN_TURNS === 0) {
      await turn();
    }
  }
}

await comeAndGo(20);
const before = await heap();
await comeAndGo(TIMES);
const afterVisits = await heap();
client.connect();
await turn();
await update(20_000);
const beforeUpdates = await heap();
await update(UPDATES);
const afterUpdates = await heap();
client.disconnect();
console.log(JSON.stringify({ visits: afterVisits - before, updates: afterUpdates - beforeUpdates, seen }));
