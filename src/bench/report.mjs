// Tables and charts of a run: ratios first, because absolute figures say more about the machine than about the servers.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barChart } from './chart.mjs';

const CLASSES_SHOWN = 40;
const KEPT_UP = 0.95;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const format = (value, digits) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Median, and from which to which value. */
function spread(values, digits, unit = '') {
  if (!values.length) return '–';
  const text = `${format(median(values), digits)}${unit}`;
  if (values.length === 1) return text;
  return `${text} (${format(Math.min(...values), digits)}..${format(Math.max(...values), digits)})`;
}

/** The values of a figure by round. */
function byRound(run, work, server, { key }) {
  const rounds = new Map();
  for (const result of run.results) {
    const value = result.figures?.[key];
    if (result.work === work.id && result.server === server && typeof value === 'number') rounds.set(result.round, value);
  }
  return rounds;
}

/** How many times better the first server is than another, round by round: above 1 it is ahead. */
function ratios(run, work, server, figure) {
  const own = byRound(run, work, 'quotewire', figure);
  const theirs = byRound(run, work, server, figure);
  return [...own]
    .filter(([round, value]) => theirs.get(round) > 0 && value > 0)
    .map(([round, value]) => (figure.better === 'more' ? value / theirs.get(round) : theirs.get(round) / value));
}

/** Whether a server left out so much that its latency is not that of the work. */
function isBehind(run, work, server) {
  const shares = [...byRound(run, work, server, { key: 'gotShare' }).values()];
  return shares.length > 0 && median(shares) < KEPT_UP;
}

const marked = (run, work, server) => (isBehind(run, work, server) ? `${server} †` : server);

function compared(run, work, server, figure) {
  const unfair = figure.ofAll && (isBehind(run, work, 'quotewire') || isBehind(run, work, server));
  return unfair ? 'did not keep up' : spread(ratios(run, work, server, figure), 2, '×');
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

function workSection(run, work, servers) {
  const peers = servers.filter((name) => name !== 'quotewire');
  const figures = work.figures.filter((figure) => servers.some((name) => byRound(run, work, name, figure).size));
  const { began, rounds, commit, processors, busy } = run.circumstances[work.id];
  const when = `${began.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, ${processors}, load before ${busy.toFixed(1)}, rounds: ${rounds}.`;
  const parts = [`## ${work.id}: ${work.title}\n`, `${when}\n`];
  if (peers.length && servers.includes('quotewire')) {
    parts.push('How many times better Quotewire is (above 1 it is ahead; median of the rounds, smallest..largest):\n');
    const rows = figures
      .filter(({ better }) => better)
      .map((figure) => [figure.title, ...peers.map((peer) => compared(run, work, peer, figure))]);
    parts.push(table(['figure', ...peers], rows), '');
  }
  parts.push('Seen:\n');
  const rows = figures.map((figure) => [
    figure.title,
    ...servers.map((name) => spread([...byRound(run, work, name, figure).values()], figure.digits)),
  ]);
  const head = servers.map((name) => marked(run, work, name));
  parts.push(table(['figure', ...head], rows), '');
  if (head.some((name) => name.endsWith('†'))) parts.push('† did not keep up: its latency is that of what came.\n');
  for (const { server, round, error } of run.results.filter((result) => result.work === work.id && result.error))
    parts.push(`- ${server}, round ${round}: ${error}`);
  return parts.join('\n');
}

/** Which classes a connection's live memory is made of. */
function classSection(run) {
  const seen = run.results.find(({ server, figures }) => server === 'quotewire' && figures?.classes);
  if (!seen) return '';
  const { classes } = seen.figures;
  const all = classes.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = classes.slice(0, CLASSES_SHOWN).map(({ name, bytes }) => [`\`${name}\``, format(bytes, 0)]);
  const head = `## What a connection holds on the heap (${seen.work}, round ${seen.round})\n`;
  const text = `Growth of live objects from 1,000 to 10,000 connections, bytes a connection; ${format(all, 0)} in all.\n`;
  return [head, text, table(['class', 'bytes'], rows), ''].join('\n');
}

function charts(run, work, servers, out) {
  for (const figure of work.figures.filter(({ chart }) => chart)) {
    const bars = servers
      .map((name) => ({ name, values: [...byRound(run, work, name, figure).values()] }))
      .filter(({ values }) => values.length)
      .map(({ name, values }) => ({ name: marked(run, work, name), value: median(values), least: Math.min(...values), most: Math.max(...values) }));
    if (!bars.length) continue;
    const title = `${work.id}: ${figure.title}`;
    writeFileSync(join(out, `${work.id}-${figure.key}.svg`), barChart({ title, note: work.title, bars, figure }));
  }
}

/** Writes results.md and the charts, and prints the tables. */
export function writeReport(run, works, out) {
  const versions = Object.entries(run.versions).map(([name, version]) => `- ${name}: ${version}`);
  const parts = ['# Results\n', 'Server and load client on the same machine.\n', ...versions, ''];
  for (const work of works) {
    const servers = Object.keys(run.versions).filter((name) =>
      run.results.some((result) => result.work === work.id && result.server === name),
    );
    if (!servers.length) continue;
    parts.push(workSection(run, work, servers), '');
    charts(run, work, servers, out);
  }
  parts.push(classSection(run));
  const text = `${parts.join('\n').trimEnd()}\n`;
  writeFileSync(join(out, 'results.md'), text);
  console.log(text);
}
