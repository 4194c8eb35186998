// A Redis of the bench's own: on a free port, in a folder of its own, with everything written down as it comes.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, start } from './children.mjs';
import { OUT } from './places.mjs';

const READY_MS = 10_000;

/** Starts one; gives its port and how it is stopped. */
export async function startRedis(log) {
  const port = await freePort();
  const folder = join(OUT, 'data', 'redis');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
  const child = start('redis-server', words, { log });
  await child.line((line) => line.includes('Ready to accept connections'), READY_MS, 'being ready (Debian: apt-get install redis-server)');
  return { port, pid: child.pid, stop: () => child.end() };
}
