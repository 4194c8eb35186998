import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Client } from '../index.js';
import { FakeClock, settled } from './fakes.js';
import { FakeGateway, Line } from './fake-gateway.js';

const RUNS = Number(process.env.QUOTEWIRE_RUNS ?? 150);
const STEPS = 60;
const SYMBOLS = ['A-USD', 'B-USD', 'C-USD'];
const PRIVATE = ['notifications', 'portfolio:alice'];

/** A small generator, so that a run can be played again (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Drops frames, says them twice, and holds them back so that others overtake them. */
function badLine(draw) {
  const late = [];
  const line = new Line();
  line.bad = true;
  line.disturb = (text, deliver) => {
    const dice = line.bad ? draw() : 1;
    if (dice < 0.1) {
      return;
    }
    if (dice < 0.2) {
      late.push(() => deliver(text));
    } else {
      deliver(text);
    }
    if (dice < 0.3 && dice >= 0.2) {
      deliver(text);
    }
    if (late.length > 0 && (draw() < 0.4 || !line.bad)) {
      late.splice(Math.floor(draw() * late.length), 1)[0]();
    }
  };
  line.drain = () => late.splice(0).forEach((deliver) => deliver());
  return line;
}

class Run {
  clock = new FakeClock();
  prices = new Map();
  handled = Object.fromEntries(PRIVATE.map((channel) => [channel, []]));
  resets = [];
  ids = 0;

  constructor(seed) {
    this.draw = random(seed);
    this.line = badLine(this.draw);
    this.gateway = new FakeGateway({ line: this.line });
    this.client = new Client('http://quotes/', {
      clock: this.clock,
      random: this.draw,
      transports: [this.gateway.transport],
      onListenerFailure: (failure) => {
        throw failure;
      },
    });
    this.client.subscribe({ symbols: SYMBOLS }, ({ data }) => this.prices.set(data.symbol, data.price));
    const since = Object.fromEntries(PRIVATE.map((channel) => [channel, { epoch: null, seq: 0 }]));
    this.client.subscribe({ channels: PRIVATE, since }, {
      onMessage: ({ channel, data }) => this.handled[channel].push(data.id),
      onReset: (reset) => this.resets.push(reset),
    });
  }

  async step() {
    const dice = this.draw();
    const pick = (list) => list[Math.floor(this.draw() * list.length)];
    if (dice < 0.45) {
      this.gateway.tick(pick(SYMBOLS), String(Math.floor(this.draw() * 1e6) / 100));
    } else if (dice < 0.85) {
      this.gateway.publish(pick(PRIVATE), { id: `m${++this.ids}` });
    } else if (dice < 0.9) {
      this.gateway.cut(this.draw() < 0.5 ? 1006 : 1001);
    } else {
      await this.clock.advance(this.draw() * 3_000);
    }
    await settled();
  }

  /** The line gets good; one more of everything, and time for what is asked for again. */
  async end() {
    this.line.bad = false;
    this.line.drain();
    await this.clock.advance(120_000);
    for (const symbol of SYMBOLS) {
      this.gateway.tick(symbol, '1.00');
    }
    for (const channel of PRIVATE) {
      this.gateway.publish(channel, { id: `m${++this.ids}` });
    }
    await this.clock.advance(60_000);
  }
}

describe('over a line that drops, repeats and reorders frames', () => {
  it(`a client ends in the state of the server, and handles each private message once and in order, ${RUNS} times`, async () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const run = new Run(seed);
      run.client.connect();
      for (let step = 0; step < STEPS; step++) {
        await run.step();
      }
      await run.end();
      const at = `seed ${seed}`;
      assert.equal(run.client.state, 'connected', at);
      for (const symbol of SYMBOLS) {
        assert.equal(run.prices.get(symbol), run.gateway.price(symbol), at);
      }
      for (const channel of PRIVATE) {
        const all = run.gateway.messages(channel).map(({ data }) => data.id);
        assert.deepEqual(run.handled[channel], all, `${at} ${channel}`);
      }
      assert.deepEqual(run.resets, [], at);
      run.client.disconnect();
      assert.equal(run.clock.pending, 0, at);
    }
  });

  it('would be found out if it took whatever comes', async () => {
    const draw = random(7);
    const line = badLine(draw);
    const got = [];
    for (let i = 1; i <= 200; i++) {
      line.disturb(String(i), (text) => got.push(Number(text)));
    }
    line.drain();
    assert.notEqual(new Set(got).size, 200);
    assert.notEqual(new Set(got).size, got.length);
    assert.notDeepEqual(got, got.toSorted((a, b) => a - b));
  });
});
