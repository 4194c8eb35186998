import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Client } from '../index.js';
import { FakeClock, settled } from './fakes.js';
import { FakeGateway } from './fake-gateway.js';

let clock;
let gateway;
let client;
/** What ends the handling of a notification, by its id. */
let finish;

beforeEach(async () => {
  clock = new FakeClock();
  gateway = new FakeGateway();
  finish = {};
  client = new Client('http://quotes/', { clock, random: () => 0, transports: [gateway.transport], onListenerFailure: () => {} });
  client.notifications.onNotification(({ notification: { id } }) => new Promise((resolve, reject) => (finish[id] = { resolve, reject })));
  client.signIn.signIn('good');
  client.connect();
  await settled();
});

const acknowledged = () => gateway.asked('ack').map(({ seq }) => seq);

async function done(id, how = 'resolve') {
  finish[id][how](new Error('mine'));
  await settled();
  await clock.advance(200);
}

describe('an acknowledgement', () => {
  it('waits until a handler that takes its time has finished', async () => {
    gateway.publish('notifications', { id: 'n1' });
    await clock.advance(1_000);
    assert.deepEqual(acknowledged(), []);
    await done('n1');
    assert.deepEqual(acknowledged(), [1]);
  });

  it('does not go past one that is not finished', async () => {
    ['n1', 'n2', 'n3'].forEach((id) => gateway.publish('notifications', { id }));
    await done('n3');
    assert.deepEqual(acknowledged(), []);
    await done('n1');
    assert.deepEqual(acknowledged(), [1]);
    await done('n2');
    assert.deepEqual(acknowledged(), [1, 3]);
  });

  it('is given also for one that the handler failed with', async () => {
    gateway.publish('notifications', { id: 'n1' });
    await done('n1', 'reject');
    assert.deepEqual(acknowledged(), [1]);
  });

  it('is not given over a connection that has ended meanwhile, but over the next', async () => {
    gateway.publish('notifications', { id: 'n1' });
    gateway.cut();
    finish.n1.resolve();
    await settled();
    assert.deepEqual(acknowledged(), []);
    await clock.advance(client.retryInMs);
    await settled();
    assert.deepEqual(acknowledged(), [1]);
  });

  it('is not given for what nobody has handled', async () => {
    client.notifications.forget();
    gateway.publish('notifications', { id: 'n1' });
    await clock.advance(1_000);
    assert.deepEqual(acknowledged(), []);
  });
});
