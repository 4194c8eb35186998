// What processes hold in memory, from /proc and from the JVM's own tools.
import { readFileSync } from 'node:fs';
import { run } from './children.mjs';

function field(file, name) {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith(`${name}:`));
  return Number(line.replace(/\D+/g, ''));
}

/** Resident memory in KiB; of several processes the proportional share, so that what they share counts once. */
export function residentKiB(pids) {
  if (pids.length === 1) return field(`/proc/${pids[0]}/status`, 'VmRSS');
  return pids.reduce((sum, pid) => sum + field(`/proc/${pid}/smaps_rollup`, 'Pss'), 0);
}

/** The processes that a process started, and theirs. */
export function family(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children ? children.split(' ').flatMap((child) => family(Number(child))) : [])];
}

/** Lets a JVM collect everything twice: what the first time only became unreachable goes the second time. */
export function collectJvm(pid) {
  run('jcmd', [String(pid), 'GC.run']);
  run('jcmd', [String(pid), 'GC.run']);
}

/** The live objects of a JVM by class: a map of name to bytes, and the bytes of all. */
export function jvmClasses(pid) {
  const text = run('jcmd', [String(pid), 'GC.class_histogram']);
  if (text === null) throw new Error('jcmd (of the JDK) gave no class histogram');
  const classes = new Map();
  for (const line of text.split('\n')) {
    const match = /^\s*\d+:\s+(\d+)\s+(\d+)\s+(\S+)/.exec(line);
    if (match) classes.set(match[3], (classes.get(match[3]) ?? 0) + Number(match[2]));
  }
  return { classes, bytes: [...classes.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

/** What each class grew by, per connection, largest first. */
export function growth(before, after, connections) {
  return [...after.classes]
    .map(([name, bytes]) => ({ name, bytes: (bytes - (before.classes.get(name) ?? 0)) / connections }))
    .filter(({ bytes }) => Math.abs(bytes) >= 0.5)
    .sort((a, b) => b.bytes - a.bytes);
}
