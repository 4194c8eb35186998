// The public event-bus client over SockJS's transports and over a plain WebSocket, against a running gateway: what is
// permitted works, the rest is refused. QUOTEWIRE_URL is the gateway's address, QUOTEWIRE_SERVICE a token of a service and
// QUOTEWIRE_USER one of a user without rights to publish.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import EventBus from '@vertx/eventbus-bridge-client.js';
import faye from 'faye-websocket';

const base = new URL(process.env.QUOTEWIRE_URL);
const SERVICE = process.env.QUOTEWIRE_SERVICE;
const USER = process.env.QUOTEWIRE_USER;
const TIMEOUT_MS = 20_000;
const ODD = '50% off, 100%25 😀 \u2028';

/** A client, once it is connected. What no handler of it takes is pushed to its `errors`. */
function connect(token, transport) {
  const bus = new EventBus(`${base.origin}/eventbus`, { transports: [transport], vertxbus_ping_interval: 500 });
  bus.errors = [];
  bus.onerror = (error) => bus.errors.push(error);
  if (token) {
    bus.defaultHeaders = { Authorization: `Bearer ${token}` };
  }
  return within(
    `${transport} open`,
    new Promise((resolve) => {
      bus.onopen = () => resolve(bus);
    }),
  );
}

function within(what, promise) {
  let timer;
  const late = new Promise((unused, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing in time: ${what}`)), TIMEOUT_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function ask(bus, address, body) {
  return within(
    address,
    new Promise((resolve, reject) => {
      bus.send(address, body, {}, (error, message) => (error ? reject(error) : resolve(message)));
    }),
  );
}

async function refusal(bus) {
  const deadline = Date.now() + TIMEOUT_MS;
  while (bus.errors.length === 0) {
    assert.ok(Date.now() < deadline, 'no refusal in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return bus.errors.shift();
}

for (const transport of ['websocket', 'xhr-streaming', 'xhr-polling']) {
  test(`${transport}: a service publishes, asks, listens and answers`, async () => {
    const bus = await connect(SERVICE, transport);
    const other = await connect(SERVICE, transport);
    const stored = await ask(bus, 'notifications.publish', { userId: 'ann', kind: 'test', title: ODD });
    assert.ok(stored.body.seq >= 1);
    await assert.rejects(ask(bus, 'notifications.publish', { kind: 'test' }), { failureCode: 4000 });

    const { body } = await ask(bus, 'quotes.snapshot', { symbols: ['BTC-USD'] });
    assert.match(body.quotes['BTC-USD'].price, /^\d/);
    const quote = await within(
      'quotes.BTC-USD',
      new Promise((resolve) => {
        bus.registerHandler('quotes.BTC-USD', (error, message) => resolve(message));
      }),
    );
    assert.equal(quote.body.symbol, 'BTC-USD');

    const service = `rpc.echo-${transport}`;
    other.registerHandler(service, (error, message) => {
      assert.equal(message.headers.Authorization, undefined);
      message.reply({ echoed: message.body, kind: message.headers.kind });
    });
    // The cluster knows of the registration when the service answers for the first time.
    let answer;
    const deadline = Date.now() + TIMEOUT_MS;
    while (!answer && Date.now() < deadline) {
      answer = await new Promise((resolve) => {
        bus.send(service, { text: ODD, list: [1, 2.5, null, true] }, { kind: 'k' }, (error, message) => resolve(message));
      });
    }
    assert.deepEqual(answer.body, { echoed: { text: ODD, list: [1, 2.5, null, true] }, kind: 'k' });
    assert.deepEqual(bus.errors, []);
    bus.close();
    other.close();
  });

  test(`${transport}: what is not permitted is refused`, async () => {
    const service = await connect(SERVICE, transport);
    for (const address of ['feed.ticks', 'notifications.stored', 'node.phase', 'status.gateway.x', 'quotes.BTC-USD']) {
      service.publish(address, {});
      assert.equal((await refusal(service)).body, 'access_denied', address);
    }
    for (const address of ['feed.ticks', 'notifications.stored', 'notifications.publish', 'quotes', 'quotes.']) {
      service.registerHandler(address, () => assert.fail('delivered'));
      assert.equal((await refusal(service)).body, 'access_denied', address);
    }
    const user = await connect(USER, transport);
    user.send('notifications.publish', { userId: 'ann', kind: 'test', title: 'no' });
    assert.equal((await refusal(user)).body, 'access_denied');
    assert.ok((await ask(user, 'quotes.snapshot', {})).body.quotes);
    const nobody = await connect(null, transport);
    nobody.send('quotes.snapshot', {});
    assert.equal((await refusal(nobody)).body, 'not_logged_in');
    const liar = await connect('no.token.atall', transport);
    const closed = within('close', new Promise((resolve) => {
      liar.onclose = resolve;
    }));
    liar.send('quotes.snapshot', {});
    assert.equal((await refusal(liar)).body, 'auth_error');
    assert.equal((await closed).code, 4401);
    [service, user, nobody].forEach((bus) => bus.close());
  });
}

test('a plain WebSocket with the token in its handshake', async () => {
  const socket = new faye.Client(`ws://${base.host}/eventbus/websocket`, [], {
    headers: { Authorization: `Bearer ${SERVICE}` },
  });
  const reply = await within('reply', new Promise((resolve) => {
    socket.onopen = () =>
      socket.send(JSON.stringify({ type: 'send', address: 'quotes.snapshot', body: {}, replyAddress: 'r-1' }));
    socket.onmessage = (event) => resolve(JSON.parse(event.data));
  }));
  assert.equal(reply.type, 'rec');
  assert.equal(reply.address, 'r-1');
  assert.ok(reply.body.quotes['BTC-USD']);
  socket.close();
});
