// W9: what prices that a client cannot take do to its notifications.
import { sleep } from '../children.mjs';
import { Load } from '../load.mjs';
import { inbox, publish, tokens } from '../publishing.mjs';
import { all } from './choices.mjs';
import { others } from './deliveries.mjs';

const CLIENTS = 10;
const SYMBOLS = 10;
const RATE = 28_000;
const READ_BYTES = 4_000_000;
const READ_EVERY_MS = 1;
const BUFFER_BYTES = 4_096;
const PER_SECOND = 100;
const AT_ONCE = 8;
const SECONDS = 15;
const SETTLE_MS = 3_000;

/** They read as over a link of so many bytes a second. */
const LINK = ['--slow', `1:${READ_BYTES}:${READ_EVERY_MS}:${BUFFER_BYTES}`];

/** Notifications to users of their own, to each in turn; gives what the load client saw. */
async function phase(target, { name, symbols, more, log }) {
  const prefix = `${name}-`;
  const load = new Load(inbox(target, symbols), tokens(target, prefix, CLIENTS), { log: `${log}.${name}`, more });
  try {
    await load.open(CLIENTS);
    await sleep(SETTLE_MS);
    // Once for Java to know the way, once to be counted.
    for (const seconds of [SECONDS / 3, SECONDS]) {
      const job = { prefix, users: CLIENTS, atOnce: AT_ONCE, perSecond: PER_SECOND, seconds, log: `${log}.${name}.publisher` };
      const [seen, published] = await Promise.all([load.measure(seconds + 2), publish(target, job)]);
      if (seconds === SECONDS) return { ...seen, readers: more.length ? seen.slow : seen.quick, published };
    }
  } finally {
    await load.end();
  }
}

async function lanes(target, { symbols, log }) {
  const alone = await phase(target, { name: 'alone', symbols: [], more: LINK, log });
  const full = await phase(target, { name: 'full', symbols, more: LINK, log });
  const quick = await phase(target, { name: 'quick', symbols, more: [], log });
  const ms = (seen, share) => seen.readers.latencyUs[share] / 1000;
  return {
    timesP50: ms(full, 'p50') / ms(alone, 'p50'),
    timesP99: ms(full, 'p99') / ms(alone, 'p99'),
    aloneP50Ms: ms(alone, 'p50'),
    aloneP99Ms: ms(alone, 'p99'),
    p50Ms: ms(full, 'p50'),
    p99Ms: ms(full, 'p99'),
    quickP50Ms: ms(quick, 'p50'),
    quickP99Ms: ms(quick, 'p99'),
    cameShare: full.readers.messages / full.published.stored,
    linkShare: full.readers.wireBytes / full.seconds / (CLIENTS * READ_BYTES),
    pricesPerSecond: (full.readers.frames - full.readers.messages) / full.seconds / CLIENTS,
    ended: alone.ended + full.ended + quick.ended,
    othersCpuShare: full.othersCpuShare,
  };
}

const figures = [
  { key: 'timesP99', title: 'p99 of notifications behind full price lanes, by that without prices', better: 'less', digits: 2, chart: true },
  { key: 'timesP50', title: 'the same at p50', better: 'less', digits: 2, chart: true },
  { key: 'p99Ms', title: 'notification p99 ms, price lanes full', better: 'less', digits: 2 },
  { key: 'aloneP99Ms', title: 'notification p99 ms, no prices', better: 'less', digits: 2 },
  { key: 'p50Ms', title: 'notification p50 ms, price lanes full', better: 'less', digits: 2 },
  { key: 'aloneP50Ms', title: 'notification p50 ms, no prices', better: 'less', digits: 2 },
  { key: 'quickP99Ms', title: 'notification p99 ms, all prices, readers that keep up', better: 'less', digits: 2 },
  { key: 'quickP50Ms', title: 'notification p50 ms, all prices, readers that keep up', better: 'less', digits: 2 },
  { key: 'linkShare', title: 'share of the link that is in use, price lanes full', digits: 3 },
  { key: 'pricesPerSecond', title: `prices/s a client, of ${RATE}, price lanes full`, digits: 0 },
  { key: 'cameShare', title: 'share of the notifications that came', digits: 3 },
  { key: 'ended', title: 'connections that the server ended', digits: 0 },
  others,
];

export const works = [
  {
    id: 'W9',
    title: `${CLIENTS} clients that can read ${READ_BYTES / 1e6} MB/s each, ${PER_SECOND} notifications/s over HTTP; first alone, then with ${RATE} prices/s, more than they can read`,
    job: { ...all(SYMBOLS), rate: RATE, mode: 'latest', store: 'embedded' },
    notifies: true,
    figures,
    run: lanes,
  },
];
