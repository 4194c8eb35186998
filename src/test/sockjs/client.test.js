// The public SockJS client over each transport that it has in Node: one script of messages, and the same replies as a plain
// WebSocket gets. QUOTEWIRE_URL is the address of a running gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import faye from 'faye-websocket';
import SockJS from 'sockjs-client';

const base = new URL(process.env.QUOTEWIRE_URL);
const TRANSPORTS = ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource'];
const TIMEOUT_MS = 30_000;

const LONG = 'x%é😀'.repeat(12_000);
const MANY = Array.from({ length: 1000 }, (unused, i) => `NOPE-${i}-${'x'.repeat(40)}`);

/** Each request, and how many replies it has. */
const SCRIPT = [
  [{ type: 'ping', id: '50% off, 100%25' }, 1],
  [{ type: 'ping', id: 'emoji 😀, half of one \ud83d' }, 1],
  [{ type: 'ping', id: '\u2028 \u2029 \u200b \ufeff \u0000\r\n\t %20%0A' }, 1],
  [{ type: 'ping', id: '</script><!-- "quoted" \\ \'' }, 1],
  [{ type: 'nonsense %41', id: 7 }, 1],
  [{ type: 'ping', id: 'long', data: { pad: LONG } }, 1],
  [{ type: 'subscribe', id: 'many', data: { symbols: MANY } }, MANY.length],
  [{ type: 'authenticate', id: 'last', data: { token: 'no token' } }, 1],
];

/** Plays the script; resolves with all that came, and how it ended. */
function play(socket) {
  const replies = [];
  return new Promise((resolve, reject) => {
    let step = -1;
    let due = 1;
    const timer = setTimeout(() => {
      reject(new Error(`stuck in step ${step}, ${due} replies missing; last: ${JSON.stringify(replies.at(-1))}`));
      socket.close();
    }, TIMEOUT_MS);
    socket.onmessage = (event) => {
      replies.push(comparable(JSON.parse(event.data)));
      due -= 1;
      while (due === 0 && step + 1 < SCRIPT.length) {
        step += 1;
        due = SCRIPT[step][1];
        socket.send(JSON.stringify(SCRIPT[step][0]));
      }
    };
    socket.onclose = (event) => {
      clearTimeout(timer);
      resolve({ replies, code: event.code, reason: event.reason });
    };
  });
}

/** Without what differs from connection to connection. */
function comparable(message) {
  delete message.timestamp;
  if (message.type === 'connected') {
    delete message.data.connectionId;
  }
  return message;
}

let plain;
async function expected() {
  plain ??= await play(new faye.Client(`ws://${base.host}/ws`, ['quotewire.v1.json'], { maxLength: 1 << 24 }));
  return plain;
}

test('a plain WebSocket plays the script to its end', async () => {
  const { replies, code } = await expected();
  assert.equal(code, 4401);
  assert.equal(replies[0].type, 'connected');
  assert.equal(replies[1].id, '50% off, 100%25');
  assert.ok(LONG.length > 50_000);
  assert.equal(replies.filter((reply) => reply.type === 'subscription_failed').length, MANY.length);
});

for (const transport of TRANSPORTS) {
  test(`${transport} gets what a plain WebSocket gets`, async () => {
    const socket = new SockJS(`${base.origin}/sockjs`, null, { transports: [transport] });
    const opened = new Promise((resolve) => {
      socket.onopen = () => resolve(socket.transport);
    });
    const played = await play(socket);
    assert.equal(await opened, transport);
    assert.deepEqual(played, await expected());
  });
}

test('clients may come and go on one transport after the other', async () => {
  for (let i = 0; i < 8; i += 1) {
    const transport = TRANSPORTS[i % TRANSPORTS.length];
    const socket = new SockJS(`${base.origin}/sockjs`, null, { transports: [transport] });
    const first = await new Promise((resolve, reject) => {
      socket.onmessage = (event) => resolve(JSON.parse(event.data));
      socket.onclose = (event) => reject(new Error(`${transport} closed: ${event.code} ${event.reason}`));
    });
    assert.equal(first.type, 'connected');
    const closed = new Promise((resolve) => {
      socket.onclose = resolve;
    });
    socket.close();
    assert.equal((await closed).code, 1000);
  }
});
