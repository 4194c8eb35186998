import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextState, State } from '../index.js';
import { settled } from './fakes.js';
import { Scene } from './scene.js';

/** Every state, and the two things a connection may be doing in one of them. */
const REACH = {
  disconnected: () => new Scene(),
  connecting: () => {
    const scene = new Scene();
    scene.connection.connect();
    return scene;
  },
  connected: () => Scene.connected(),
  'reconnecting, waiting': () => {
    const scene = Scene.connected();
    scene.server.close(1006);
    return scene;
  },
  'reconnecting, trying': () => {
    const scene = Scene.connected();
    scene.server.close(1006);
    scene.connection.retryNow();
    return scene;
  },
  error: () => {
    const scene = Scene.connected();
    scene.server.close(4503);
    return scene;
  },
};

const shutdown = { type: 'system', data: { action: 'shutdown', message: 'bye', reconnectAfterMs: 200 } };
const close = (code) => ({ server }) => server.socket?.onclose && server.close(code);

/** What can happen, and where it leads from each of the above, in their order. `=` is where it was. */
const HAPPENINGS = {
  'is asked to connect': [({ connection }) => connection.connect(), 'connecting = = = = connecting'],
  'is asked to disconnect': [({ connection }) => connection.disconnect(), '= disconnected disconnected disconnected disconnected disconnected'],
  'is asked not to wait': [({ connection }) => connection.retryNow(), 'connecting = = = = connecting'],
  'is asked to look': [({ connection }) => connection.check(), '= = = = = ='],
  'is asked to send': [({ connection }) => connection.send({ type: 'ack' }), '= = = = = ='],
  'is welcomed': [({ server }) => server.socket?.onmessage && server.welcome(), '= connected = = connected ='],
  'gets a price': [({ server }) => server.socket?.onmessage && server.say({ type: 'update', data: {} }), '= = = = = ='],
  'gets what cannot be read': [({ server }) => server.socket?.onmessage && server.sayText('{'), '= = = = = ='],
  'gets an error': [({ server }) => server.socket?.onmessage && server.say({ type: 'error', data: { code: 'INTERNAL' } }), '= = = = = ='],
  'is told of a shutdown': [({ server }) => server.socket?.onmessage && server.say(shutdown), '= = = = = ='],
  'has its socket opened': [({ server }) => server.socket?.onopen && server.open(), '= = = = = ='],
  'goes offline': [({ network }) => network.dispatchEvent(new Event('offline')), '= = reconnecting = = ='],
  'comes online': [({ network }) => network.dispatchEvent(new Event('online')), '= = = = = ='],
  'is closed in peace': [close(1000), '= disconnected disconnected = disconnected ='],
  'is closed because the node goes': [close(1001), '= reconnecting reconnecting = = ='],
  'is cut': [close(1006), '= reconnecting reconnecting = = ='],
  'is closed for a defect': [close(1011), '= reconnecting reconnecting = = ='],
  'is closed for a protocol error': [close(1002), '= error error = error ='],
  'is closed for a flood': [close(1008), '= error error = error ='],
  'is one connection too many': [close(4008), '= reconnecting reconnecting = = ='],
  'sends too much': [close(4029), '= reconnecting reconnecting = = ='],
  'loses its user': [close(4401), '= error error = error ='],
  'is silent for too long': [close(4408), '= reconnecting reconnecting = = ='],
  'reads too slowly': [close(4413), '= reconnecting reconnecting = = ='],
  'is forbidden': [close(4503), '= error error = error ='],
  'is revoked': [close(4504), '= error error = error ='],
  'speaks what is not spoken': [close(4505), '= error error = error ='],
  'hears nothing for a long time': [
    async ({ server, clock, connection }) => {
      server.answersPings = false;
      await clock.advance(connection.state === 'reconnecting' && connection.retryInMs !== undefined ? 500 : 15_000);
    },
    '= reconnecting reconnecting = = =',
  ],
};

describe('a connection in every state, whatever happens to it', () => {
  for (const [happening, [act, outcomes]] of Object.entries(HAPPENINGS)) {
    outcomes.split(' ').forEach((outcome, index) => {
      const [name, reach] = Object.entries(REACH)[index];
      const before = name.split(',')[0];
      const after = outcome === '=' ? before : outcome;
      it(`${name}, ${happening}: ${after}`, async () => {
        const scene = reach();
        const told = scene.states.length;
        assert.equal(scene.connection.state, before);
        await act(scene);
        await settled();
        assert.equal(scene.connection.state, after);
        scene.states.slice(told).forEach(({ state, previous }) => assert.ok(isLegal(previous, state), `${previous} to ${state}`));
        assert.equal(scene.connection.retryInMs !== undefined, scene.clock.has(scene.connection.retryInMs) && after === 'reconnecting');
        scene.connection.disconnect();
        await settled();
        assert.equal(scene.connection.state, 'disconnected');
        assert.equal(scene.clock.pending, 0, 'a timer is left');
        assert.equal(scene.listening, 0, 'a listener of the network is left');
      });
    });
  }
});

function isLegal(from, to) {
  return ['connect', 'disconnect', 'welcomed', 'lost', 'ended', 'refused'].some((happening) => nextState(from, happening) === to);
}

describe('the table of states', () => {
  const expected = {
    disconnected: { connect: 'connecting' },
    connecting: { welcomed: 'connected', lost: 'reconnecting', ended: 'disconnected', refused: 'error', disconnect: 'disconnected' },
    connected: { lost: 'reconnecting', ended: 'disconnected', refused: 'error', disconnect: 'disconnected' },
    reconnecting: { welcomed: 'connected', lost: 'reconnecting', ended: 'disconnected', refused: 'error', disconnect: 'disconnected' },
    error: { connect: 'connecting', disconnect: 'disconnected' },
  };
  for (const state of Object.values(State)) {
    for (const happening of ['connect', 'disconnect', 'welcomed', 'lost', 'ended', 'refused']) {
      it(`${state} and ${happening}: ${expected[state][happening] ?? 'nothing'}`, () => {
        assert.equal(nextState(state, happening), expected[state][happening]);
      });
    }
  }
});

describe('the network', () => {
  it('hurries up an attempt that waits', async () => {
    const scene = Scene.connected();
    scene.network.dispatchEvent(new Event('offline'));
    assert.equal(scene.states.at(-1).reason, 'this device is offline');
    assert.equal(scene.server.sockets.length, 1);
    scene.network.dispatchEvent(new Event('online'));
    assert.equal(scene.server.sockets.length, 2);
    scene.server.welcome();
    assert.equal(scene.connection.state, 'connected');
  });

  it('that is back makes a connection prove itself', async () => {
    const scene = Scene.connected();
    await settled();
    scene.server.answersPings = false;
    scene.network.dispatchEvent(new Event('online'));
    assert.equal(scene.server.socket.received.at(-1).type, 'ping');
    await scene.clock.advance(5_000);
    assert.equal(scene.connection.state, 'reconnecting');
  });
});
