// The runner: measures servers against each other, by turns, and writes down what it saw. See src/docs/BENCHMARKS.md.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, run as runCommand } from './children.mjs';
import { buildLoad } from './load.mjs';
import { OUT, ROOT } from './places.mjs';
import { writeReport } from './report.mjs';
import { peerNames, server } from './servers/index.mjs';
import { works } from './works/index.mjs';

const STEP_MS = 600_000;
const USAGE = `usage: scripts/bench [--rounds 3] [--peers ws,bun,…] [--out FOLDER] [WORK …]
  works: ${works.map(({ id }) => id).join(' ')}; without any, all
  peers: ${peerNames.join(', ')}; also the path of another quotewire.jar; without any: all
  --report   only writes the report again, from the figures of the last run
Figures, tables and charts go to target/bench. QUOTEWIRE_JAVA_OPTS goes to Quotewire's Java.`;

const say = (text) => console.error(`bench: ${text}`);

function readWords() {
  const options = { rounds: { type: 'string' }, peers: { type: 'string' }, out: { type: 'string' }, report: { type: 'boolean' } };
  const { values, positionals } = parseArgs({ options: { ...options, help: { type: 'boolean' } }, allowPositionals: true });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const chosen = positionals.length ? positionals.map((id) => works.find((work) => work.id === id)) : works;
  if (chosen.includes(undefined)) throw new Error(`no such work; there are ${works.map(({ id }) => id).join(' ')}`);
  const rounds = Number(values.rounds ?? 3);
  if (!(rounds >= 1 && rounds <= 99)) throw new Error('--rounds is a number from 1 to 99');
  const names = values.peers === undefined ? peerNames : values.peers.split(',').filter(Boolean);
  return { chosen, rounds, servers: ['quotewire', ...names].map(server), out: values.out ?? OUT, again: values.report };
}

/** Makes all servers ready to start; those that cannot be had here are left out, and it is said why. */
function prepare(servers) {
  const versions = {};
  for (const each of servers) {
    say(`preparing ${each.name}`);
    try {
      versions[each.name] = each.prepare();
    } catch (problem) {
      if (each.name === 'quotewire') throw problem;
      say(`leaving out ${each.name}: ${problem.message}`);
      versions[each.name] = `left out: ${problem.message}`;
    }
  }
  return versions;
}

function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function step(work, each, log) {
  if (work.steps) return work.run(each, { log });
  const target = await each.start({ ...work.job, log });
  const figures = await work.run(target, { log: `${log}.load`, ...work.job });
  await target.stop();
  return figures;
}

async function measure(work, each, round, rounds) {
  const log = join(OUT, 'logs', `${work.id}-${each.name}-${round}`);
  const result = { work: work.id, server: each.name, round, at: new Date().toISOString() };
  try {
    result.figures = await within(step(work, each, log), STEP_MS);
  } catch (problem) {
    result.error = problem.message;
  } finally {
    await endAll();
  }
  const shown = work.figures.map(({ key, digits }) => `${key} ${result.figures?.[key]?.toFixed(digits) ?? '-'}`).join(', ');
  say(`round ${round}/${rounds} ${work.id} ${each.name}: ${result.error ?? shown}`);
  return result;
}

/** When and on what a work is measured. */
function circumstances(rounds) {
  const commit = runCommand('git', ['-C', ROOT, 'rev-parse', '--short', 'HEAD'])?.trim() ?? 'unknown';
  const processors = `${cpus().length} x ${cpus()[0].model.trim()}`;
  return { began: new Date().toISOString(), rounds, commit, processors, busy: loadavg()[0] };
}

/** Only who has users can notify them; some works are one server's alone. */
const can = (each, work) => (!work.notifies || Boolean(each.notifies)) && (work.only ?? each.name) === each.name && each.fits(work.id);

/** By turns, and each round in the opposite order of the one before: what changes with time hits all alike. */
async function play({ chosen, rounds, servers, out }, run) {
  for (const work of chosen) {
    run.results = run.results.filter((result) => result.work !== work.id);
    run.circumstances[work.id] = circumstances(rounds);
    const able = servers.filter((each) => !run.versions[each.name].startsWith('left out') && can(each, work));
    for (let round = 1; round <= rounds; round++) {
      for (const each of round % 2 ? able : able.toReversed()) {
        run.results.push(await measure(work, each, round, rounds));
        writeFileSync(join(out, 'results.json'), JSON.stringify(run, null, 1));
      }
    }
  }
}

async function main() {
  const words = readWords();
  mkdirSync(words.out, { recursive: true });
  const file = join(words.out, 'results.json');
  if (words.again) return writeReport(JSON.parse(readFileSync(file, 'utf8')), works, words.out);
  rmSync(join(OUT, 'data'), { recursive: true, force: true });
  buildLoad();
  // What was measured before stays in the report, but for the works that are measured now.
  const run = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { versions: {}, circumstances: {}, results: [] };
  Object.assign(run.versions, prepare(words.servers));
  if (loadavg()[0] > 0.5) say(`the machine is busy (load ${loadavg()[0].toFixed(2)}): expect noise`);
  await play(words, run);
  return writeReport(run, works, words.out);
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.once(signal, async () => {
    say('ending');
    await endAll();
    process.exit(code);
  });

main().catch(async (problem) => {
  await endAll();
  console.error(`bench: ${problem.message}`);
  process.exit(1);
});
