// W3, W3x: the most messages that reach all clients. W3o: what becomes of more than a server can. W4, W5: how late and at what cost a fixed number arrives. W7: what
// slow readers do to the others. P: the way over the clustered bus.
import { sleep } from '../children.mjs';
import { Load } from '../load.mjs';
import { residentKiB } from '../memory.mjs';
import { all, drawn, oneEach } from './choices.mjs';

const CLIENTS = 1_000;
/** Clients come in steps, so that a runtime that compiles as it goes is warm before all of them are there. */
const STEPS = [0.05, 0.2, 0.5, 1];
const PAUSE_MS = 1_000;
const SECONDS = 10;

/** Opens step by step, then measures. */
export async function deliver(target, { choices, connections, seconds, log, deflate, more }) {
  const load = new Load(target, choices, { log, deflate, more });
  try {
    for (const share of STEPS) {
      await load.open(Math.ceil(connections * share));
      await sleep(PAUSE_MS);
    }
    await sleep(PAUSE_MS);
    return await load.measure(seconds);
  } finally {
    await load.end();
  }
}

const cpuSeconds = ({ server }) => server.reduce((sum, each) => sum + each.cpuSeconds, 0);
const residentMiB = (target) => residentKiB(target.memoryPids ?? target.pids) / 1024;
const ended = (seen) => seen.ended + seen.failed;

/** What is said of every measurement in which messages arrive. */
export function figuresOf(seen, wantedPerSecond) {
  const { messages, latencyUs } = seen.quick;
  return {
    perSecond: messages / seen.seconds,
    gotShare: messages / seen.seconds / wantedPerSecond,
    p50Ms: latencyUs.p50 / 1000,
    p99Ms: latencyUs.p99 / 1000,
    p999Ms: latencyUs.p999 / 1000,
    cpuSeconds: cpuSeconds(seen),
    cpuPerMillion: messages ? cpuSeconds(seen) / (messages / 1e6) : null,
    loadCpuSeconds: seen.ownCpuSeconds,
    othersCpuShare: seen.othersCpuShare,
    ended: ended(seen),
    problems: seen.problems,
  };
}

// --- the most ------------------------------------------------------------------------------------------------------

const FACTOR = 1.6;
const MOST_STEPS = 9;
const SUSTAIN_SECONDS = 5;
/** As many of the wanted messages must come as the clocks' and the draw's inaccuracy lets expect. */
const KEPT_UP = 0.97;
const LATE_MS = 1_000;
/** Where to begin looking, in deliveries a second. */
const FIRST_GUESS = { quotewire: 1_600_000, bun: 1_000_000, nats: 600_000, nchan: 100_000, floor: 1_600_000 };
const OTHERS_FIRST_GUESS = 40_000;

async function attempt(server, { symbols, choices, perTick, log }, perSecond) {
  const rate = Math.max(1, Math.round(perSecond / perTick));
  const target = await server.start({ symbols, choices, rate, log });
  try {
    const seen = await deliver(target, { choices, connections: CLIENTS, seconds: SUSTAIN_SECONDS, log: `${log}.load` });
    const figures = figuresOf(seen, rate * perTick);
    return { figures, good: figures.gotShare >= KEPT_UP && !figures.ended && figures.p99Ms < LATE_MS };
  } catch (problem) {
    // So overloaded that clients could not even come, or were thrown out while they did.
    return { figures: { problems: [{ count: 1, what: problem.message }] }, good: false };
  } finally {
    await target.stop();
  }
}

/** Goes up by a factor until a server cannot keep up, or down until it can; then once more between the two. */
async function most(server, job) {
  let perSecond = FIRST_GUESS[server.name] ?? (server.name.startsWith('jar-') ? FIRST_GUESS.quotewire : OTHERS_FIRST_GUESS);
  let best = null;
  let worst = null;
  for (let i = 0; i < MOST_STEPS && !(best && worst); i++) {
    const tried = { perSecond, ...(await attempt(server, job, perSecond)) };
    if (tried.good) best = tried;
    else worst = tried;
    perSecond *= tried.good ? FACTOR : 1 / FACTOR;
  }
  if (best && worst) {
    const between = Math.sqrt(best.perSecond * worst.perSecond);
    const tried = { perSecond: between, ...(await attempt(server, job, between)) };
    if (tried.good) best = tried;
    else worst = tried;
  }
  if (!best) throw new Error(`kept up with nothing, not even ${Math.round(worst.perSecond)} a second`);
  return { ...best.figures, beyondPerSecond: worst?.figures.perSecond ?? null, beyond: worst?.figures.problems };
}

/** How many processors were busy with something else meanwhile: the noise. */
export const others = { key: 'othersCpuShare', title: 'processors that others used meanwhile', digits: 2 };

const mostFigures = [
  { key: 'perSecond', title: 'messages/s, all arriving', better: 'more', digits: 0, chart: true },
  { key: 'cpuPerMillion', title: 'server CPU seconds a million messages, at that rate', better: 'less', digits: 3, chart: true },
  { key: 'p99Ms', title: 'latency p99 ms, at that rate', digits: 1 },
  { key: 'beyondPerSecond', title: 'messages/s arriving when asked for more than it can', digits: 0 },
  { key: 'loadCpuSeconds', title: `CPU seconds of the load client in ${SUSTAIN_SECONDS} s`, digits: 2 },
  others,
];

// --- a fixed rate --------------------------------------------------------------------------------------------------

const latencyFigures = [
  { key: 'p50Ms', title: 'latency p50 ms', better: 'less', ofAll: true, digits: 2 },
  { key: 'p99Ms', title: 'latency p99 ms', better: 'less', ofAll: true, digits: 2, chart: true },
  { key: 'p999Ms', title: 'latency p99.9 ms', better: 'less', ofAll: true, digits: 1 },
  { key: 'cpuPerMillion', title: 'server CPU seconds a million messages', better: 'less', digits: 2, chart: true },
  { key: 'cpuSeconds', title: `server CPU seconds in ${SECONDS} s`, digits: 2 },
  { key: 'gotShare', title: 'share of the messages that came', digits: 3 },
  { key: 'ended', title: 'connections that the server ended', digits: 0 },
  others,
];

const fixed = (connections, perSecond) => async (target, job) =>
  figuresOf(await deliver(target, { ...job, connections, seconds: SECONDS }), perSecond);

// --- too much ------------------------------------------------------------------------------------------------------

const TOO_MANY_TICKS = 20_000;

async function overload(target, job) {
  const before = residentMiB(target);
  const seen = await deliver(target, { ...job, connections: CLIENTS, seconds: SECONDS });
  return { ...figuresOf(seen, TOO_MANY_TICKS * CLIENTS), grownMiB: residentMiB(target) - before };
}

const overloadFigures = [
  { key: 'p50Ms', title: 'age of what arrives, p50 ms', better: 'less', digits: 1, chart: true },
  { key: 'p99Ms', title: 'age of what arrives, p99 ms', better: 'less', digits: 1 },
  { key: 'grownMiB', title: 'MiB by which the process grew', better: 'less', digits: 0 },
  { key: 'perSecond', title: 'messages/s that arrive', digits: 0 },
  { key: 'cpuSeconds', title: `server CPU seconds in ${SECONDS} s`, digits: 2 },
  { key: 'ended', title: 'connections that the server ended', digits: 0 },
  others,
];

// --- slow readers --------------------------------------------------------------------------------------------------

const SLOW_SECONDS = 20;
const SLOW_EVERY = 5;
const SLOW_BYTES = 3_000;

async function withSlow(target, { choices, log }) {
  const more = ['--slow', `${SLOW_EVERY}:${SLOW_BYTES}`];
  const before = residentMiB(target);
  const seen = await deliver(target, { choices, connections: CLIENTS, seconds: SLOW_SECONDS, log, more });
  const quick = CLIENTS - CLIENTS / SLOW_EVERY;
  return {
    ...figuresOf(seen, quick * 100),
    grownMiB: seen.server.reduce((sum, { rssKiB }) => sum + rssKiB, 0) / 1024 - before,
    slowPerSecond: seen.slow.messages / seen.seconds,
    slowP50Ms: seen.slow.latencyUs.p50 / 1000,
  };
}

const slowFigures = [
  { key: 'p50Ms', title: "the others' latency p50 ms", better: 'less', ofAll: true, digits: 2 },
  { key: 'p99Ms', title: "the others' latency p99 ms", better: 'less', ofAll: true, digits: 2, chart: true },
  { key: 'gotShare', title: "share of the others' messages that came", digits: 3 },
  { key: 'grownMiB', title: 'MiB by which the process grew', better: 'less', digits: 0 },
  { key: 'slowP50Ms', title: "age of what slow readers read, p50 ms", better: 'less', digits: 0 },
  { key: 'slowPerSecond', title: 'messages/s that slow readers got', digits: 0 },
  { key: 'ended', title: 'connections that the server ended', digits: 0 },
  others,
];

export const works = [
  {
    id: 'W3',
    title: '1,000 clients with the same 10 symbols: the most that arrives',
    steps: true,
    figures: mostFigures,
    run: (server, { log }) => most(server, { ...all(10), perTick: CLIENTS, log }),
  },
  {
    id: 'W3x',
    title: '1,000 clients, each with its own 10 of 100 symbols: the most that arrives',
    steps: true,
    figures: mostFigures,
    run: (server, { log }) => most(server, { ...drawn(CLIENTS, 10, 100), perTick: CLIENTS / 10, log }),
  },
  {
    id: 'W3o',
    title: `1,000 clients with the same 10 symbols, mode latest, ${TOO_MANY_TICKS} ticks/s: more than can be had`,
    job: { ...all(10), rate: TOO_MANY_TICKS, mode: 'latest' },
    figures: overloadFigures,
    run: overload,
  },
  {
    id: 'W4',
    title: '1,000 clients with the same 10 symbols, 100 ticks/s (100,000 deliveries/s)',
    job: { ...all(10), rate: 100 },
    figures: latencyFigures,
    run: fixed(CLIENTS, 100 * CLIENTS),
  },
  {
    id: 'W5',
    title: '10,000 clients, one of 100 symbols each, 500 ticks/s (50,000 deliveries/s)',
    job: { ...oneEach(100), rate: 500 },
    figures: latencyFigures,
    run: fixed(10_000, 50_000),
  },
  {
    id: 'W7',
    title: `as W4, but 200 of the 1,000 read ${SLOW_BYTES} bytes a second, a tenth of what comes`,
    job: { ...all(10), rate: 100, mode: 'latest' },
    figures: slowFigures,
    run: withSlow,
  },
  {
    id: 'P',
    title: 'feed process, bus, gateway process, 100 clients with the same 10 symbols, 1,000 ticks/s (100,000 deliveries/s)',
    job: { ...all(10), rate: 1_000 },
    figures: latencyFigures,
    run: fixed(100, 100_000),
  },
];
