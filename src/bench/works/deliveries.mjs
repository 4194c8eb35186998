// What the works have in common in which messages reach clients.
import { sleep } from '../children.mjs';
import { Load } from '../load.mjs';
import { residentKiB } from '../memory.mjs';

export const CLIENTS = 1_000;
/** Clients come in steps, so that a runtime that compiles as it goes is warm before all of them are there. */
const STEPS = [0.05, 0.2, 0.5, 1];
const PAUSE_MS = 1_000;

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
export const residentMiB = (target) => residentKiB(target.memoryPids ?? target.pids) / 1024;
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

/** How many processors were busy with something else meanwhile: the noise. */
export const others = { key: 'othersCpuShare', title: 'processors that others used meanwhile', digits: 2 };
