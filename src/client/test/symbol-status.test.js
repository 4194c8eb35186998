import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from './fakes.js';
import { ClientScene } from './client-scene.js';

describe('how symbols stand', () => {
  const FALLBACK = { symbol: 'BTC-USD', status: 'fallback', source: 'cb:rest', since: '2026-11-20T12:00:00.000Z' };

  it('is told to those who listen, for as long as they do', async () => {
    const { client, gateway, ...scene } = new ClientScene();
    const heard = [];
    const stop = client.onSymbolStatus((status) => heard.push(status));
    client.connect();
    await settled();
    gateway.open.forEach((socket) => socket.say({ type: 'symbol_status', data: FALLBACK }));
    await scene.clock.advance(1);
    assert.deepEqual(heard, [FALLBACK]);

    stop();
    gateway.open.forEach((socket) => socket.say({ type: 'symbol_status', data: { ...FALLBACK, status: 'live' } }));
    await scene.clock.advance(1);
    assert.equal(heard.length, 1);
    client.disconnect();
  });
});
