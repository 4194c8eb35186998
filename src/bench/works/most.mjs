// W3, W3x: the most messages that reach all clients.
import { all, drawn } from './choices.mjs';
import { CLIENTS, deliver, figuresOf, others } from './deliveries.mjs';

const FACTOR = 1.6;
const MOST_STEPS = 9;
const SUSTAIN_SECONDS = 5;
/** As many of the wanted messages must come as the clocks' and the draw's inaccuracy lets expect. */
const KEPT_UP = 0.97;
const LATE_MS = 1_000;
/** Where to begin looking, in deliveries a second. */
const FIRST_GUESS = { quotewire: 1_600_000, bun: 1_000_000, nats: 600_000, nchan: 100_000, floor: 1_600_000 };
const OTHERS_FIRST_GUESS = 40_000;

function tell(server, perSecond, { figures, good }) {
  const seen = figures.gotShare ? `${(figures.gotShare * 100).toFixed(0)} % came, p99 ${figures.p99Ms.toFixed(0)} ms` : 'clients could not come';
  console.error(`bench:   ${server.name} asked for ${Math.round(perSecond)}/s: ${seen}, ${good ? 'kept up' : 'did not keep up'}`);
}

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
  let beyondPerSecond = null;
  const look = async (asked) => {
    const tried = { perSecond: asked, ...(await attempt(server, job, asked)) };
    tell(server, asked, tried);
    if (tried.good) best = tried;
    else worst = tried;
    if (!tried.good && tried.figures.perSecond) beyondPerSecond = Math.max(beyondPerSecond ?? 0, tried.figures.perSecond);
    return tried.good;
  };
  for (let i = 0; i < MOST_STEPS && !(best && worst); i++) perSecond *= (await look(perSecond)) ? FACTOR : 1 / FACTOR;
  if (best && worst) await look(Math.sqrt(best.perSecond * worst.perSecond));
  if (!best) throw new Error(`kept up with nothing, not even ${Math.round(worst.perSecond)} a second`);
  return { ...best.figures, beyondPerSecond, beyond: worst?.figures.problems };
}

const mostFigures = [
  { key: 'perSecond', title: 'messages/s, all arriving', better: 'more', digits: 0, chart: true },
  { key: 'cpuPerMillion', title: 'server CPU seconds a million messages, at that rate', better: 'less', digits: 3, chart: true },
  { key: 'p99Ms', title: 'latency p99 ms, at that rate', digits: 1 },
  { key: 'beyondPerSecond', title: 'messages/s arriving when asked for more than it can, the most seen', digits: 0 },
  { key: 'loadCpuSeconds', title: `CPU seconds of the load client in ${SUSTAIN_SECONDS} s`, digits: 2 },
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
];
