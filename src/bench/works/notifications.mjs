// W10: how many notifications are stored and delivered, and how late: by the store, and by how many users there are.
import { sleep } from '../children.mjs';
import { Load } from '../load.mjs';
import { inbox, publish, tokens } from '../publishing.mjs';
import { startRedis } from '../redis.mjs';
import { others } from './deliveries.mjs';
import { oneEach } from './choices.mjs';

const AT_ONCE = 32;
const CALM_PER_SECOND = 200;
const WARM_UP_SECONDS = 5;
const SECONDS = 15;
const TAIL_SECONDS = 2;
const SETTLE_MS = 2_000;
const PREFIX = 'user-';

/** Publishes for so many seconds; what came, with what was stored. */
async function round(target, load, { users, perSecond, seconds, log }) {
  const job = { prefix: PREFIX, users, atOnce: AT_ONCE, perSecond, seconds, log };
  const [seen, published] = await Promise.all([load.measure(seconds + TAIL_SECONDS), publish(target, job)]);
  return { ...seen, published };
}

async function notify(target, { users, log }) {
  const load = new Load(inbox(target), tokens(target, PREFIX, users), { log });
  try {
    await load.open(users);
    await sleep(SETTLE_MS);
    await round(target, load, { users, seconds: WARM_UP_SECONDS, log: `${log}.warm` });
    const full = await round(target, load, { users, seconds: SECONDS, log: `${log}.full` });
    const calm = await round(target, load, { users, perSecond: CALM_PER_SECOND, seconds: SECONDS, log: `${log}.calm` });
    const ms = (seen, share) => seen.quick.latencyUs[share] / 1000;
    return {
      storedPerSecond: full.published.perSecond,
      deliveredPerSecond: full.quick.messages / full.published.seconds,
      p50Ms: ms(full, 'p50'),
      p99Ms: ms(full, 'p99'),
      calmP50Ms: ms(calm, 'p50'),
      calmP99Ms: ms(calm, 'p99'),
      cameShare: (full.quick.messages + calm.quick.messages) / (full.published.stored + calm.published.stored),
      cpuPerThousand: full.server.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) / (full.published.stored / 1000),
      ended: calm.ended + calm.failed,
      othersCpuShare: full.othersCpuShare,
    };
  } finally {
    await load.end();
  }
}

/** With a Redis of its own where the work wants one: the server is started by the work, not by the runner. */
const withStore = (store, users) => async (server, { log }) => {
  const redis = store === 'redis' ? await startRedis(`${log}.redis`) : null;
  const job = { ...oneEach(1), rate: 1, store: redis ? `redis://127.0.0.1:${redis.port}` : store };
  const target = await server.start({ ...job, log });
  const all = redis ? { ...target, pids: [...target.pids, redis.pid] } : target;
  const figures = await notify(all, { users, log: `${log}.load` });
  await target.stop();
  await redis?.stop();
  return figures;
};

const figures = [
  { key: 'storedPerSecond', title: 'notifications/s stored', better: 'more', digits: 0, chart: true },
  { key: 'deliveredPerSecond', title: 'notifications/s delivered', better: 'more', digits: 0 },
  { key: 'p50Ms', title: `end to end p50 ms, ${AT_ONCE} being published at any time`, better: 'less', digits: 2 },
  { key: 'p99Ms', title: 'end to end p99 ms, the same', better: 'less', digits: 2 },
  { key: 'calmP50Ms', title: `end to end p50 ms, ${CALM_PER_SECOND}/s`, better: 'less', digits: 2 },
  { key: 'calmP99Ms', title: `end to end p99 ms, ${CALM_PER_SECOND}/s`, better: 'less', digits: 2, chart: true },
  { key: 'cpuPerThousand', title: 'CPU seconds of server and store for a thousand', better: 'less', digits: 2 },
  { key: 'cameShare', title: 'share of the stored that came', digits: 3 },
  { key: 'ended', title: 'connections that ended', digits: 0 },
  others,
];

const many = (users) => (users === 1 ? '1 user' : `${users.toLocaleString('en-US')} users`);

export const works = ['embedded', 'redis'].flatMap((store) =>
  [
    ['1', 1],
    ['100', 100],
    ['10k', 10_000],
  ].map(([name, users]) => ({
    id: `W10${store[0]}${name}`,
    title: `notifications to ${many(users)}, each with one connection, as fast as ${AT_ONCE} publishers at once go over HTTP, then ${CALM_PER_SECOND}/s; store ${store}`,
    steps: true,
    notifies: true,
    figures,
    run: withStore(store, users),
  })),
);
