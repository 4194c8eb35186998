// W1: what a connection holds in memory. W2: how fast connections are taken.
import { sleep } from '../children.mjs';
import { growth, residentKiB } from '../memory.mjs';
import { Load } from '../load.mjs';
import { others } from './deliveries.mjs';
import { oneEach } from './choices.mjs';

const FEW = 1_000;
const MANY = 10_000;
const WARM_UPS = 40;
const WARM_UP_CONNECTIONS = 100;
const SETTLE_MS = 2_000;
const SYMBOLS = 100;
const IDLE_RATE = 1;

/** Collects, and reads what is left. */
async function holds(target) {
  await sleep(SETTLE_MS);
  await target.collect?.();
  await sleep(SETTLE_MS);
  const residentK = residentKiB(target.memoryPids ?? target.pids);
  return { residentK, heap: target.heap ? await target.heap() : null };
}

async function memory(target, { log, deflate }) {
  const { choices } = oneEach(SYMBOLS);
  const load = new Load(target, choices, { log, deflate });
  const empty = await holds(target);
  // A runtime that compiles as it goes does so now: connections that come and go, few at a time, because what many of
  // them leave behind would be used again by those that are counted.
  for (let i = 0; i < WARM_UPS; i++) {
    await load.open(WARM_UP_CONNECTIONS);
    await load.close();
  }
  await load.open(FEW);
  const few = await holds(target);
  const opened = await load.open(MANY);
  const many = await holds(target);
  await load.close();
  await load.end();
  const more = MANY - FEW;
  return {
    kibPerConnection: (many.residentK - few.residentK) / more,
    heapKibPerConnection: many.heap ? (many.heap.bytes - few.heap.bytes) / 1024 / more : null,
    mibAtMany: many.residentK / 1024,
    kibQuotient: (many.residentK - empty.residentK) / MANY,
    compressing: opened.compressing,
    classes: many.heap?.classes ? growth(few.heap, many.heap, more) : undefined,
  };
}

const cpuUs = ({ server }) => server.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) * (1e6 / MANY);

async function arrivals(target, { log }) {
  const load = new Load(target, oneEach(SYMBOLS).choices, { log });
  const first = await load.open(MANY);
  await load.close();
  await sleep(SETTLE_MS);
  const again = await load.open(MANY);
  await load.close();
  await load.end();
  return {
    firstPerSecond: first.perSecond,
    againPerSecond: again.perSecond,
    firstP99Ms: first.handshakeUs.p99 / 1000,
    againP99Ms: again.handshakeUs.p99 / 1000,
    firstCpuUs: cpuUs(first),
    againCpuUs: cpuUs(again),
    othersCpuShare: Math.max(first.othersCpuShare, again.othersCpuShare),
  };
}

const memoryFigures = [
  { key: 'kibPerConnection', title: 'resident KiB a connection, slope from 1,000 to 10,000', better: 'less', digits: 2, chart: true },
  { key: 'heapKibPerConnection', title: 'live heap KiB a connection, the same slope', better: 'less', digits: 2 },
  { key: 'kibQuotient', title: 'resident KiB a connection, all growth since the start by 10,000', better: 'less', digits: 2 },
  { key: 'mibAtMany', title: 'resident MiB of the process at 10,000', better: 'less', digits: 0 },
];

const job = { ...oneEach(SYMBOLS), rate: IDLE_RATE };

export const works = [
  { id: 'W1', title: '10,000 idle connections, one symbol each', job, figures: memoryFigures, run: memory },
  {
    id: 'W1z',
    title: 'the same with permessage-deflate negotiated',
    job: { ...job, deflate: true },
    figures: memoryFigures,
    run: memory,
  },
  {
    id: 'W2',
    title: '10,000 connections as fast as they go, at most 256 handshakes at once',
    job,
    figures: [
      { key: 'firstPerSecond', title: 'connections/s, fresh process', better: 'more', digits: 0, chart: true },
      { key: 'againPerSecond', title: 'connections/s, again after all were closed', better: 'more', digits: 0, chart: true },
      { key: 'firstP99Ms', title: 'handshake p99 ms, fresh process', better: 'less', digits: 1 },
      { key: 'againP99Ms', title: 'handshake p99 ms, again', better: 'less', digits: 1 },
      { key: 'firstCpuUs', title: 'server CPU µs a connection, fresh process', better: 'less', digits: 0 },
      { key: 'againCpuUs', title: 'server CPU µs a connection, again', better: 'less', digits: 0 },
      others,
    ],
    run: arrivals,
  },
];
