import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { settled } from './fakes.js';
import { ClientScene } from './client-scene.js';

let scene;
let clock;
let gateway;
let client;
let got;
let handlers;

const connected = () => scene.connected();

describe('a page that is hidden', () => {
  let page;
  beforeEach(() => {
    page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    scene = new ClientScene({ page });
    ({ clock, gateway, client, got, handlers } = scene);
  });

  function show(visibilityState) {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
  }

  it('gets prices at a low rate after a while, and catches up when it is shown', async () => {
    client.subscribe('prices:A-USD', handlers);
    client.subscribe('portfolio:alice', handlers);
    await connected();
    show('hidden');
    await clock.advance(5_000);
    assert.deepEqual(gateway.asked('subscribe').at(-1), { symbols: ['A-USD'], maxRate: 0.5 });
    gateway.publish('portfolio:alice', { id: 'private' });
    assert.deepEqual(got, ['private']);
    gateway.tick('A-USD', '5');
    show('visible');
    await settled();
    assert.deepEqual(gateway.asked('subscribe').at(-1), { symbols: ['A-USD'] });
    assert.equal(got.at(-1), '5 snapshot');
  });

  it('for a moment changes nothing', async () => {
    client.subscribe('prices:A-USD', handlers);
    await connected();
    show('hidden');
    await clock.advance(4_000);
    show('visible');
    await clock.advance(20_000);
    assert.equal(gateway.asked('subscribe').length, 1);
    client.disconnect();
    assert.equal(clock.pending, 0);
  });
});
