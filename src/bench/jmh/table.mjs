// Microbenchmarks as a table: node table.mjs RESULTS.json [BEFORE.json]; with two, the second stands first in each cell.
import { readFileSync } from 'node:fs';

const files = process.argv.slice(2);
const read = (file) => new Map(JSON.parse(readFileSync(file, 'utf8')).map((result) => [nameOf(result), result]));

function nameOf({ benchmark, params = {} }) {
  const name = benchmark.split('.').slice(-2).join('.').replace('Benchmark', '');
  const choice = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  return [name, ...choice].join(' ');
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Median of the iterations, smallest and largest. */
function measured({ rawData }) {
  const values = rawData.flat().sort((a, b) => a - b);
  const middle = values.length >> 1;
  const median = values.length % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return `${number(median)} (${number(values[0])}..${number(values.at(-1))})`;
}

function cells({ primaryMetric, secondaryMetrics }) {
  const [, allocated] = Object.entries(secondaryMetrics).find(([key]) => key.endsWith('gc.alloc.rate.norm'));
  return [measured(secondaryMetrics.processor), measured(primaryMetric), allocated.score < 1 ? '0' : allocated.score.toFixed(0)];
}

const [results, before] = files.map(read);
console.log('| benchmark | processor time | time passed | unit | bytes allocated |\n|---|---|---|---|---|');
for (const [name, result] of results) {
  const now = cells(result);
  const then = before?.has(name) ? cells(before.get(name)) : undefined;
  const [processor, passed, bytes] = now.map((cell, i) => (then ? `${then[i]} → ${cell}` : cell));
  console.log(`| ${name} | ${processor} | ${passed} | ${result.primaryMetric.scoreUnit} | ${bytes} |`);
}
