import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Client, markAsRead, webSocket } from '../index.js';
import { FakeClock, FakeServer, settled } from './fakes.js';

let clock;
let server;
let connection;
let notifications;
let handled;
let resets;
let live;

function begin() {
  clock = new FakeClock();
  server = new FakeServer();
  const transports = [webSocket('ws://quotes/ws', server.WebSocket)];
  connection = new Client('http://quotes/', { clock, random: () => 0, transports, onListenerFailure: () => {} });
  notifications = connection.notifications;
  handled = [];
  resets = [];
  live = [];
  notifications.onNotification(({ notification, missed }) => handled.push(`${notification.id}${missed ? ' missed' : ''}`));
  notifications.onReset(({ reason, position }) => resets.push({ reason, position }));
  notifications.onLive((change) => live.push(change.live));
  connection.connect();
}

const sent = (type) => server.socket.received.filter((message) => message.type === type).map((message) => message.data);
const acks = () => sent('ack').map((ack) => ack.seq);

function identify(userId = 'alice') {
  server.say({ type: 'authenticated', data: { userId, role: 'TRADER', expiresAt: '2026-11-20T13:00:00Z' } });
}

function confirm(position = {}) {
  const { epoch = 'e1', seq = 0, recovered = true } = position;
  server.say({ type: 'subscription_confirmed', data: { channels: [{ channel: 'notifications', epoch, seq, recovered }] } });
}

function notify(seq, { id = `n${seq}`, epoch = 'e1', ...more } = {}) {
  const data = { id, kind: 'order', title: `title ${id}`, body: '', data: {}, createdAt: '2026-11-20T12:00:00Z' };
  server.say({ type: 'notification', channel: 'notifications', epoch, seq, data, ...more });
}

function subscribed(position) {
  begin();
  server.welcome();
  identify();
  confirm(position);
}

async function lostAndBack() {
  server.close(1006);
  await clock.advance(connection.retryInMs);
  server.welcome();
  identify();
}

describe('notifications', () => {
  beforeEach(begin);

  it('are subscribed to when the server knows the user, and not before', async () => {
    server.welcome();
    assert.deepEqual(sent('subscribe'), []);
    identify();
    await settled();
    assert.deepEqual(sent('subscribe'), [{ channels: ['notifications'] }]);
    assert.equal(notifications.live, false);
    confirm();
    assert.equal(notifications.live, true);
    assert.deepEqual(live, [true]);
  });

  it('are subscribed to where the handshake already named the user', async () => {
    server.socket.readyState = 1;
    server.say({ type: 'connected', data: { user: 'alice' } });
    await settled();
    assert.equal(sent('subscribe').length, 1);
  });

  it('are not subscribed to again for a fresh token of the same user', async () => {
    server.welcome();
    identify();
    await settled();
    confirm();
    identify();
    await settled();
    assert.equal(sent('subscribe').length, 1);
  });

  it('are handed on in order, with what was missed told apart from what is new', () => {
    subscribed({ seq: 2 });
    notify(1);
    notify(2);
    notify(3);
    assert.deepEqual(handled, ['n1 missed', 'n2 missed', 'n3']);
    assert.deepEqual(notifications.position, { epoch: 'e1', seq: 3 });
  });

  it('are handed on once, however often they come', () => {
    subscribed();
    notify(1);
    notify(1);
    notify(2, { id: 'n1' });
    notify(3);
    assert.deepEqual(handled, ['n1', 'n3']);
  });

  it('are not handed on from before the last one handled', () => {
    subscribed();
    notify(5);
    notify(3, { id: 'late' });
    assert.deepEqual(handled, ['n5']);
    assert.deepEqual(notifications.position, { epoch: 'e1', seq: 5 });
  });

  it('are no others of the contract', () => {
    subscribed();
    notify(1, { channel: 'user:alice' });
    notify('2');
    notify(3, { epoch: 7 });
    notify(4, { data: {} });
    notify(5, { data: null });
    assert.deepEqual(handled, []);
    // The last two have a place in the channel, and nothing to hand on.
    assert.deepEqual(acks(), [4]);
  });

  it('remember a thousand ids', () => {
    subscribed();
    for (let seq = 1; seq <= 1_001; seq++) {
      notify(seq);
    }
    notify(1_002, { id: 'n2' });
    assert.equal(handled.length, 1_001);
    notify(1_003, { id: 'n1' });
    assert.equal(handled.length, 1_002);
  });

  it('are refused in words', () => {
    const reasons = [];
    notifications.onLive(({ reason }) => reasons.push(reason));
    server.welcome();
    identify();
    server.say({ type: 'subscription_confirmed', data: { channels: [] } });
    server.say({ type: 'subscription_failed', data: { channel: 'notifications', code: 'FORBIDDEN', message: 'not you' } });
    server.say({ type: 'subscription_failed', data: { channel: 'prices:X', code: 'UNKNOWN_SYMBOL', message: 'no' } });
    assert.deepEqual(reasons, ['not you']);
    assert.equal(notifications.live, false);
  });

  it('are not live any more when the server takes them away', () => {
    subscribed();
    server.say({ type: 'unsubscribed', data: { channels: ['notifications'], reason: 'role change' } });
    assert.equal(notifications.live, false);
  });
});

describe('acknowledgements', () => {
  beforeEach(() => subscribed());

  it('go out at once when none went out lately', () => {
    notify(1);
    assert.deepEqual(sent('ack'), [{ channel: 'notifications', seq: 1 }]);
  });

  it('come after the handler', () => {
    let before;
    notifications.onNotification(() => {
      before = acks().length;
    });
    notify(1);
    assert.equal(before, 0);
    assert.deepEqual(acks(), [1]);
  });

  it('are gathered: one in 200 ms, for all', async () => {
    for (let seq = 1; seq <= 50; seq++) {
      notify(seq);
    }
    assert.deepEqual(acks(), [1]);
    await clock.advance(199);
    assert.deepEqual(acks(), [1]);
    await clock.advance(1);
    assert.deepEqual(acks(), [1, 50]);
    await clock.advance(1_000);
    assert.deepEqual(acks(), [1, 50]);
    notify(51);
    assert.deepEqual(acks(), [1, 50, 51]);
  });

  it('do not fail to come because a handler failed', () => {
    notifications.onNotification(() => {
      throw new Error('mine');
    });
    notify(1);
    assert.deepEqual(acks(), [1]);
  });

  it('leave no timer when the connection is lost, and are said again after it', async () => {
    notify(1);
    notify(2);
    assert.deepEqual(acks(), [1]);
    await lostAndBack();
    assert.deepEqual(acks(), []);
    confirm({ seq: 2 });
    assert.deepEqual(acks(), [2]);
    connection.disconnect();
    await settled();
    assert.equal(clock.pending, 0);
  });
});

describe('after a loss', () => {
  beforeEach(() => subscribed());

  it('the subscription goes on from the last one handled', async () => {
    notify(1);
    notify(2);
    await lostAndBack();
    assert.equal(notifications.live, false);
    assert.deepEqual(sent('subscribe'), [{ channels: ['notifications'], since: { notifications: { epoch: 'e1', seq: 2 } } }]);
    confirm({ seq: 4 });
    notify(2);
    notify(3);
    notify(4);
    notify(5);
    assert.deepEqual(handled, ['n1', 'n2', 'n3 missed', 'n4 missed', 'n5']);
    assert.deepEqual(resets, []);
    assert.deepEqual(live, [true, false, true]);
  });

  it('before which nothing came, it goes on from where the server says', async () => {
    await lostAndBack();
    assert.deepEqual(sent('subscribe'), [{ channels: ['notifications'] }]);
  });

  it('that could not be recovered, it tells so and takes what comes', async () => {
    notify(7);
    await lostAndBack();
    confirm({ seq: 2_000, recovered: false });
    assert.deepEqual(resets, [{ reason: 'not all that was missed is kept', position: { epoch: 'e1', seq: 7 } }]);
    notify(7);
    assert.deepEqual(handled, ['n7', 'n7 missed']);
  });

  it('in which the numbering began anew, it tells so and takes what comes', async () => {
    notify(7);
    await lostAndBack();
    confirm({ epoch: 'e2', seq: 1, recovered: false });
    assert.equal(resets.length, 1);
    notify(1, { epoch: 'e2' });
    notify(2, { epoch: 'e2' });
    assert.deepEqual(handled, ['n7', 'n1 missed', 'n2']);
    assert.deepEqual(notifications.position, { epoch: 'e2', seq: 2 });
  });

  it('in which only the name of the numbering changed, it goes on', async () => {
    notify(7);
    await lostAndBack();
    confirm({ epoch: 'e2', seq: 8 });
    notify(8, { epoch: 'e2' });
    assert.deepEqual(resets, []);
    assert.deepEqual(handled, ['n7', 'n8 missed']);
  });

  it('of the numbering while connected, it tells so too', () => {
    notify(7);
    notify(1, { epoch: 'e2', id: 'x' });
    assert.equal(resets.length, 1);
    assert.deepEqual(handled, ['n7', 'x']);
  });

  it('of the user, nothing of the one before is left', async () => {
    notify(7);
    server.close(1006);
    await clock.advance(connection.retryInMs);
    server.welcome();
    identify('bob');
    await settled();
    assert.deepEqual(sent('subscribe'), [{ channels: ['notifications'] }]);
    confirm();
    notify(1, { id: 'n7' });
    assert.deepEqual(handled, ['n7', 'n7']);
  });
});

describe('the history', () => {
  it('is asked for, and gives what is a notification', async () => {
    subscribed();
    const asked = notifications.history(20);
    const request = server.socket.received.at(-1);
    assert.deepEqual([request.type, request.data], ['history', { channel: 'notifications', limit: 20 }]);
    const data = { id: 'n1', title: 'one', read: true };
    server.say({ type: 'history', id: request.id, data: { messages: [{ type: 'notification', data }, { type: 'odd' }, null].filter(Boolean) } });
    assert.deepEqual(await asked, [data]);
  });
});

describe('marking as read', () => {
  const answers = (status, body) => async (...call) => {
    calls.push(call);
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  };
  let calls;
  beforeEach(() => {
    calls = [];
  });

  it('asks the server, with the token in a header only', async () => {
    await markAsRead('a/b', { token: 'secret', fetch: answers(200, {}) });
    const [address, { method, headers }] = calls[0];
    assert.equal(address, 'api/notifications/a%2Fb/read');
    assert.equal(method, 'POST');
    assert.deepEqual(headers, { Authorization: 'Bearer secret' });
  });

  it('fails with the code of the server', async () => {
    const refusal = { error: { code: 'UNKNOWN_CHANNEL', message: 'there is none' } };
    await assert.rejects(markAsRead('x', { token: 't', fetch: answers(404, refusal) }), { code: 'UNKNOWN_CHANNEL', message: 'there is none' });
    await assert.rejects(markAsRead('x', { token: 't', fetch: answers(502) }), { code: '502' });
    await assert.rejects(markAsRead('x', { token: 't', fetch: () => Promise.reject(new TypeError('offline')) }), { code: 'CLOSED' });
  });
});
