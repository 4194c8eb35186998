// Publishes notifications over HTTP, a bounded number at a time, and says what became of them. Its one argument is JSON:
// {port, token, prefix, users, atOnce, perSecond, seconds}: users are prefix0, prefix1 and so on; perSecond 0 is as fast as it
// goes. In each notification's data stands when it was handed over. Prints one line of JSON at the end; on standard error, how far it is.
import { createConnection } from 'node:net';

const job = JSON.parse(process.argv[2]);
const PROGRESS_MS = 2_000;
const latenciesUs = [];
const problems = new Map();
let stored = 0;
let begun = 0;

const nowUs = () => Math.round((performance.timeOrigin + performance.now()) * 1000);

function request(user) {
  const data = { sentUs: nowUs() };
  const body = JSON.stringify({ userId: user, kind: 'bench', title: 'A price you wait for', body: 'BTC-USD is above 65000', data });
  const head = `POST /api/notifications HTTP/1.1\r\nHost: 127.0.0.1:${job.port}\r\nAuthorization: Bearer ${job.token}\r\n`;
  return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const note = (what) => problems.set(what, (problems.get(what) ?? 0) + 1);

/** One connection, on which one request is under way at a time. */
class Line {
  #socket;
  #text = '';
  #answered = null;

  async open() {
    this.#socket = createConnection({ port: job.port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text) => this.#take(text));
    this.#socket.on('close', () => this.#answered?.(0));
    this.#socket.on('error', () => {});
    await new Promise((resolve) => this.#socket.once('connect', resolve));
  }

  #take(text) {
    this.#text += text;
    const end = this.#text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#text)?.[1] ?? 0);
    if (this.#text.length < end + 4 + length) return;
    const status = Number(this.#text.slice(9, 12));
    this.#text = '';
    this.#answered?.(status);
  }

  async publish(user) {
    const began = performance.now();
    const answered = new Promise((resolve) => (this.#answered = resolve));
    this.#socket.write(request(user));
    const status = await answered;
    if (status === 201) {
      stored++;
      latenciesUs.push((performance.now() - began) * 1000);
    } else {
      note(status ? `status ${status}` : 'connection ended');
    }
    return status !== 0;
  }

  end() {
    this.#socket.destroy();
  }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function work(untilMs) {
  const line = new Line();
  await line.open();
  const began = performance.now();
  while (performance.now() < untilMs) {
    const number = begun++;
    if (job.perSecond) {
      const dueMs = startMs + (number / job.perSecond) * 1000;
      if (dueMs >= untilMs) break;
      await sleep(Math.max(0, dueMs - performance.now()));
    }
    if (!(await line.publish(`${job.prefix}${number % job.users}`))) break;
  }
  line.end();
  return performance.now() - began;
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const startMs = performance.now();
const progress = setInterval(
  () => console.error(`${Math.round((performance.now() - startMs) / 1000)} of ${job.seconds} s, ${stored} stored`),
  PROGRESS_MS,
);
await Promise.all(Array.from({ length: job.atOnce }, () => work(startMs + job.seconds * 1000)));
clearInterval(progress);
const seconds = (performance.now() - startMs) / 1000;
latenciesUs.sort((a, b) => a - b);
const answerUs = { p50: share(latenciesUs, 0.5), p99: share(latenciesUs, 0.99) };
console.log(JSON.stringify({ seconds, stored, perSecond: stored / seconds, answerUs, problems: Object.fromEntries(problems) }));
