import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Client } from '../index.js';
import { FakeClock, settled } from './fakes.js';
import { FakeGateway } from './fake-gateway.js';

let clock;
let gateway;
let client;
let asked;
let tokens;

/** A token is good for ten minutes, says the gateway. */
function begin(given) {
  tokens = given;
  clock = new FakeClock();
  gateway = new FakeGateway();
  gateway.tokens = new Map(['t1', 't2', 't3', 't4'].map((token) => [token, 'alice']));
  asked = [];
  client = new Client('http://quotes/', {
    clock,
    random: () => 0,
    transports: [gateway.transport],
    onListenerFailure: () => {},
    getToken: async (reason) => {
      asked.push(reason);
      const token = tokens.shift();
      if (token instanceof Error) {
        throw token;
      }
      return token;
    },
  });
}

beforeEach(() => begin(['t1', 't2', 't3', 't4']));

const shown = () => gateway.asked('authenticate').map(({ token }) => token);

describe('a getter of tokens', () => {
  it('is asked first, and nothing is subscribed to before its token was sent', async () => {
    client.subscribe('portfolio:alice', () => {});
    client.connect();
    await settled();
    assert.deepEqual(asked, ['first']);
    assert.deepEqual(gateway.requests.map(({ type }) => type).filter((type) => type !== 'ping'), ['authenticate', 'subscribe']);
    assert.equal(client.signIn.state, 'signed-in');
  });

  it('is asked again before the token ends, and the connection stays', async () => {
    client.connect();
    await settled();
    const states = [];
    client.signIn.onState(({ state }) => states.push(state));
    await clock.advance(539_999);
    assert.deepEqual(asked, ['first']);
    await clock.advance(1);
    assert.deepEqual(asked, ['first', 'expiring']);
    assert.deepEqual(shown(), ['t1', 't2']);
    assert.deepEqual(states, ['signed-in']);
    assert.equal(gateway.sockets.length, 1);
    await clock.advance(540_000);
    assert.deepEqual(shown(), ['t1', 't2', 't3']);
  });

  it('that fails is asked again', async () => {
    begin([new Error('away'), new Error('away'), 't1', new Error('away'), 't2']);
    await settled();
    client.connect();
    await settled();
    assert.equal(client.signIn.state, 'signing-in');
    assert.match(client.statistics.lastError, /no token: away/);
    await clock.advance(2_000);
    assert.equal(client.signIn.state, 'signed-in');
    await clock.advance(542_000);
    assert.deepEqual(shown(), ['t1', 't2']);
    assert.equal(client.signIn.state, 'signed-in');
  });

  it('is asked once more when its token is refused', async () => {
    begin(['old', 't2']);
    client.connect();
    await settled();
    await settled();
    assert.deepEqual(asked, ['first', 'refused']);
    assert.equal(client.signIn.state, 'signed-in');
    assert.equal(client.state, 'connected');
  });

  it('that gives nothing good is not asked for ever', async () => {
    begin(['bad', 'bad', 'bad', 'bad', 'bad']);
    client.connect();
    for (let i = 0; i < 20; i++) {
      await clock.advance(5_000);
    }
    assert.equal(asked.length, 3);
    assert.equal(client.signIn.state, 'refused');
    assert.equal(client.state, 'connected');
  });

  it('may say that there is no user', async () => {
    begin([null]);
    client.subscribe('prices:A-USD', () => {});
    client.connect();
    await settled();
    assert.equal(client.signIn.state, 'signed-out');
    assert.equal(gateway.asked('subscribe').length, 1);
  });

  it('that never answers does not hold up what needs no user for long', async () => {
    begin([new Promise(() => {})]);
    client.subscribe('prices:A-USD', () => {});
    client.connect();
    await clock.advance(9_999);
    assert.deepEqual(gateway.asked('subscribe'), []);
    await clock.advance(1);
    assert.deepEqual(gateway.asked('subscribe'), [{ symbols: ['A-USD'] }]);
  });

  it('is asked when the server says that the token has ended', async () => {
    client.connect();
    await settled();
    gateway.open[0].say({ type: 'error', data: { code: 'TOKEN_EXPIRED', message: 'over' } });
    await settled();
    assert.deepEqual(shown(), ['t1', 't2']);
    assert.equal(client.signIn.state, 'signed-in');
  });

  it('is not asked for a connection that comes back with a token that is good', async () => {
    client.connect();
    await settled();
    gateway.cut();
    await clock.advance(client.retryInMs);
    assert.deepEqual(asked, ['first']);
    assert.deepEqual(shown(), ['t1', 't1']);
  });

  it('is left alone after signing out, and no timer is left', async () => {
    client.connect();
    await settled();
    client.signIn.signOut();
    await settled();
    assert.equal(client.signIn.state, 'signed-out');
    assert.deepEqual(shown(), ['t1']);
    client.disconnect();
    await settled();
    assert.equal(clock.pending, 0);
  });
});
