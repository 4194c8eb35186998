// W8: what a stranger who floods the server with handshakes from one address does to those who are there.
import { join } from 'node:path';
import { sleep, start } from '../children.mjs';
import { Load } from '../load.mjs';
import { SOURCES } from '../places.mjs';
import { oneEach } from './choices.mjs';
import { figuresOf, others } from './deliveries.mjs';

const HONEST = 100;
const SYMBOLS = 10;
const RATE = 1_000;
const SECONDS = 20;
const PER_SECOND = 500;
const WARM_UP_SECONDS = 5;
const SETTLE_MS = 3_000;
const PATIENCE_MS = 60_000;
const MIB = 1024 * 1024;

/** Each honest client has an address of its own; the attacker's is none of theirs. */
const WORDS = ['--sources', String(HONEST), '--numbered', '"seq":'];
const ATTACKER = '127.3.0.1';

/** Starts the flood; gives what became of it. */
async function attack(target, log) {
  const words = { port: target.port, path: '/ws', from: ATTACKER, perSecond: PER_SECOND, seconds: SECONDS };
  const child = start(process.execPath, [join(SOURCES, 'attacker.mjs'), JSON.stringify(words)], { log });
  return JSON.parse(await child.line((line) => line.startsWith('{'), SECONDS * 1000 + PATIENCE_MS, 'the end of the flood'));
}

async function liveMiB(target) {
  await sleep(SETTLE_MS);
  await target.collect?.();
  return target.heap ? (await target.heap()).bytes / MIB : NaN;
}

async function flooded(target, { choices, log }) {
  const load = new Load(target, choices, { log, more: WORDS });
  try {
    await load.open(HONEST);
    await load.measure(WARM_UP_SECONDS);
    const before = await liveMiB(target);
    const quiet = await load.measure(SECONDS);
    const [seen, flood] = await Promise.all([load.measure(SECONDS), attack(target, `${log}.attacker`)]);
    const after = await liveMiB(target);
    const rest = await load.measure(1);
    const perSecond = (RATE / SYMBOLS) * HONEST;
    const times = (share) => seen.quick.latencyUs[share] / quiet.quick.latencyUs[share];
    return {
      ...figuresOf(seen, perSecond),
      quietP50Ms: quiet.quick.latencyUs.p50 / 1000,
      quietP99Ms: quiet.quick.latencyUs.p99 / 1000,
      timesP99: times('p99'),
      jumps: quiet.quick.jumps + seen.quick.jumps + rest.quick.jumps,
      handshakesPerSecond: flood.begun / flood.seconds,
      takenShare: (flood.answers['101'] ?? 0) / flood.begun,
      refusedShare: (flood.answers['429'] ?? 0) / flood.begun,
      keptMiB: after - before,
      ended: rest.ended + rest.failed,
    };
  } finally {
    await load.end();
  }
}

export const works = [
  {
    id: 'W8',
    title: `${HONEST} honest clients from ${HONEST} addresses, ${RATE / SYMBOLS} messages/s each, while one address tries ${PER_SECOND} handshakes/s for ${SECONDS} s`,
    job: { ...oneEach(SYMBOLS), rate: RATE, limited: true },
    figures: [
      { key: 'timesP99', title: 'p99 under attack by the quiet one', better: 'less', digits: 2, chart: true },
      { key: 'p99Ms', title: 'latency p99 ms under attack', better: 'less', digits: 2 },
      { key: 'quietP99Ms', title: 'latency p99 ms before', better: 'less', digits: 2 },
      { key: 'p50Ms', title: 'latency p50 ms under attack', better: 'less', digits: 2 },
      { key: 'quietP50Ms', title: 'latency p50 ms before', better: 'less', digits: 2 },
      { key: 'jumps', title: 'messages of honest clients out of sequence', digits: 0 },
      { key: 'gotShare', title: 'share of the messages that came under attack', digits: 3 },
      { key: 'ended', title: 'honest connections that ended', digits: 0 },
      { key: 'handshakesPerSecond', title: 'handshakes/s tried', digits: 0 },
      { key: 'takenShare', title: 'share of them that got a WebSocket', digits: 3 },
      { key: 'refusedShare', title: 'share answered with 429', digits: 3 },
      { key: 'keptMiB', title: 'MiB of live memory that stayed afterwards', better: 'less', digits: 2 },
      { key: 'cpuSeconds', title: `server CPU seconds in ${SECONDS} s under attack`, digits: 2 },
      others,
    ],
    run: flooded,
  },
];
