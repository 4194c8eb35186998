// Works at a fixed rate. W4, W5: how late and at what cost messages arrive. W7: what slow readers do to the others. P: the
// way over the clustered bus. W3o: what becomes of more than a server can deliver.
import { all, oneEach } from './choices.mjs';
import { CLIENTS, deliver, figuresOf, others, residentMiB } from './deliveries.mjs';

const SECONDS = 10;

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

const TOO_MANY_TICKS = 4_000;

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
  const without = await deliver(target, { choices, connections: CLIENTS, seconds: SECONDS, log: `${log}.without` });
  const before = residentMiB(target);
  const seen = await deliver(target, { choices, connections: CLIENTS, seconds: SLOW_SECONDS, log, more });
  const quick = CLIENTS - CLIENTS / SLOW_EVERY;
  return {
    ...figuresOf(seen, quick * 100),
    timesP99: seen.quick.latencyUs.p99 / without.quick.latencyUs.p99,
    withoutP99Ms: without.quick.latencyUs.p99 / 1000,
    grownMiB: seen.server.reduce((sum, { rssKiB }) => sum + rssKiB, 0) / 1024 - before,
    slowPerSecond: seen.slow.messages / seen.seconds,
    slowP50Ms: seen.slow.latencyUs.p50 / 1000,
  };
}

const slowFigures = [
  { key: 'p50Ms', title: "the others' latency p50 ms", better: 'less', ofAll: true, digits: 2 },
  { key: 'p99Ms', title: "the others' latency p99 ms", better: 'less', ofAll: true, digits: 2, chart: true },
  { key: 'withoutP99Ms', title: 'latency p99 ms before there were slow readers', better: 'less', ofAll: true, digits: 2 },
  { key: 'timesP99', title: "the others' p99 by that before", better: 'less', digits: 2 },
  { key: 'gotShare', title: "share of the others' messages that came", digits: 3 },
  { key: 'grownMiB', title: 'MiB by which the process grew', better: 'less', digits: 0 },
  { key: 'slowP50Ms', title: "age of what slow readers read, p50 ms", better: 'less', digits: 0 },
  { key: 'slowPerSecond', title: 'messages/s that slow readers got', digits: 0 },
  { key: 'ended', title: 'connections that the server ended', digits: 0 },
  others,
];

export const works = [
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
  ...[
    ['P1k', 10],
    ['P10k', 100],
    ['P100k', 1_000],
  ].map(([id, rate]) => ({
    id,
    title: `feed process, bus, gateway process, 100 clients with the same 10 symbols, ${rate} ticks/s (${rate * 100} deliveries/s)`,
    job: { ...all(10), rate },
    figures: latencyFigures,
    run: fixed(100, rate * 100),
  })),
];
