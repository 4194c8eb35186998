import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const BASEDIR = path.resolve(HERE, '../../..');
export const CLIENT = path.join(BASEDIR, 'src/client');
/** What the tests make. */
export const OUT = path.join(BASEDIR, 'target/client');

mkdirSync(OUT, { recursive: true });

/** Runs a program to its end and gives its output; throws with that when it fails. */
export function run(command, words, options = {}) {
  try {
    return execFileSync(command, words, { cwd: HERE, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
  } catch (failure) {
    throw new Error(`${command} ${words.join(' ')}: ${failure.status}\n${failure.stdout}${failure.stderr}`);
  }
}

/** Runs a tool of these tests. */
export const tool = (name, words) => run(path.join(HERE, 'node_modules/.bin', name), words);
