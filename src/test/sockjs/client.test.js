// The public SockJS client over each transport that it has in Node: one script of messages, and the same replies as a plain
// WebSocket gets. QUOTEWIRE_URL is the address of a running gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import faye from 'faye-websocket';
import SockJS from 'sockjs-client';
import { LONG, MANY, play } from './script.js';

const base = new URL(process.env.QUOTEWIRE_URL);
const TRANSPORTS = ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource'];

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
