import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Connection, SignIn, webSocket } from '../index.js';
import { FakeClock, FakeServer, settled } from './fakes.js';

let clock;
let server;
let connection;
let signIn;
let states;

function begin() {
  clock = new FakeClock();
  server = new FakeServer();
  connection = new Connection([webSocket('ws://quotes/ws', server.WebSocket)], { clock, random: () => 0 });
  signIn = new SignIn(connection, { device: 'tab-1' });
  states = [];
  signIn.onState(({ state }) => states.push(state));
  connection.connect();
}

const requests = () => server.socket.received.filter((message) => message.type === 'authenticate');
const USER = { userId: 'alice', role: 'TRADER', expiresAt: '2026-11-20T13:00:00Z' };

function accept() {
  server.say({ type: 'authenticated', id: requests().at(-1).id, data: USER });
}

/** As the server does: the error first, then the end. */
async function refuse(code = 'UNAUTHORIZED', message = 'the signature is wrong') {
  server.say({ type: 'error', id: requests().at(-1).id, data: { code, message } });
  await settled();
  server.close(4401);
}

function signedIn() {
  begin();
  server.welcome();
  signIn.signIn('token-1');
  accept();
}

describe('signing in', () => {
  beforeEach(begin);

  it('is nothing until there is a token', () => {
    server.welcome();
    assert.equal(signIn.state, 'signed-out');
    assert.deepEqual(requests(), []);
  });

  it('sends the token and the device in a message', () => {
    server.welcome();
    signIn.signIn('token-1');
    assert.deepEqual(requests()[0].data, { token: 'token-1', device: 'tab-1' });
    assert.equal(signIn.state, 'signing-in');
    assert.equal(signIn.user, undefined);
    accept();
    assert.equal(signIn.state, 'signed-in');
    assert.deepEqual(signIn.user, USER);
    assert.deepEqual(states, ['signing-in', 'signed-in']);
  });

  it('waits for the connection', () => {
    signIn.signIn('token-1');
    server.welcome();
    assert.equal(requests().length, 1);
  });

  it('happens again after each loss', async () => {
    signedIn();
    server.close(1006);
    assert.equal(signIn.state, 'signing-in');
    await clock.advance(connection.retryInMs);
    server.welcome();
    assert.equal(requests()[0].data.token, 'token-1');
    accept();
    assert.equal(signIn.state, 'signed-in');
  });

  it('takes a fresh token on the same connection', () => {
    signedIn();
    signIn.signIn('token-2');
    accept();
    assert.equal(server.sockets.length, 1);
    assert.equal(signIn.token, 'token-2');
  });

  it('with a bad token ends refused, with the words of the server, and the connection goes on without it', async () => {
    server.welcome();
    signIn.signIn('bad');
    const reasons = [];
    signIn.onState(({ reason }) => reasons.push(reason));
    await refuse();
    assert.equal(signIn.state, 'refused');
    assert.deepEqual(reasons, ['the signature is wrong']);
    assert.equal(signIn.token, undefined);
    assert.equal(connection.state, 'connecting');
    server.welcome();
    assert.deepEqual(requests(), []);
    assert.equal(connection.state, 'connected');
  });

  it('ends refused when the token expires or is revoked, or the user has too many connections', async () => {
    for (const code of [4401, 4504, 4008]) {
      signedIn();
      server.close(code);
      assert.equal(signIn.state, 'refused', String(code));
      assert.equal(signIn.token, undefined);
      await clock.advance(2_000);
      server.welcome();
      assert.equal(connection.state, 'connected');
      assert.deepEqual(requests(), []);
    }
  });

  it('tells of the expiry in the words of the server', () => {
    signedIn();
    const reasons = [];
    signIn.onState(({ reason }) => reasons.push(reason));
    server.say({ type: 'error', data: { code: 'TOKEN_EXPIRED', message: 'the token expired at noon' } });
    assert.equal(signIn.state, 'signed-in');
    server.close(4401);
    assert.deepEqual(reasons, ['the token expired at noon']);
  });

  it('does not go on and on with a server that takes nobody without a token', async () => {
    server.welcome();
    signIn.signIn('bad');
    await refuse();
    server.welcome();
    server.close(4401);
    assert.equal(connection.state, 'error');
    await clock.advance(60_000);
    assert.equal(server.sockets.length, 2);
    signIn.signIn('good');
    assert.equal(connection.state, 'connecting');
    server.welcome();
    accept();
    assert.equal(signIn.state, 'signed-in');
  });

  it('is refused as another user, and the connection stays', async () => {
    signedIn();
    signIn.signIn('of-bob');
    server.say({ type: 'error', id: requests().at(-1).id, data: { code: 'FORBIDDEN', message: 'another user' } });
    await settled();
    assert.equal(signIn.state, 'refused');
    assert.equal(connection.state, 'connected');
  });
});

describe('signing out', () => {
  it('forgets the token and begins a connection without a user', () => {
    signedIn();
    signIn.signOut();
    assert.equal(signIn.state, 'signed-out');
    assert.equal(signIn.token, undefined);
    assert.equal(server.sockets.length, 2);
    server.welcome();
    assert.deepEqual(requests(), []);
  });

  it('leaves a connection alone that has no user', () => {
    begin();
    server.welcome();
    signIn.signOut();
    assert.equal(server.sockets.length, 1);
  });

  it('counts although an answer is still on its way', () => {
    begin();
    server.welcome();
    signIn.signIn('token-1');
    const late = server.socket;
    signIn.signOut();
    assert.equal(late.onmessage, null);
    assert.equal(signIn.state, 'signed-out');
  });
});
