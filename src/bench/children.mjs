// The processes that the bench starts. Each is ended by its id, whatever happens, Ctrl-C included.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

const END_PATIENCE_MS = 10_000;
const alive = new Set();

/** A started process: its lines of output can be waited for. */
class Child {
  #process;
  #lines = [];
  #waiting = null;
  #ended = false;

  constructor(command, words, { log, env, cwd }) {
    this.command = command;
    this.log = log;
    this.#process = spawn(command, words, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.pid = this.#process.pid;
    mkdirSync(dirname(log), { recursive: true });
    const out = createWriteStream(log);
    out.write(`${[command, ...words].join(' ')}\n`);
    this.#process.stderr.on('data', (bytes) => out.write(bytes));
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      out.write(`${line}\n`);
      this.#lines.push(line);
      this.#waiting?.();
    });
    this.#process.on('error', (error) => this.#lines.push(String(error)));
    this.ended = new Promise((resolve) => {
      this.#process.on('close', () => {
        this.#ended = true;
        alive.delete(this);
        out.end();
        this.#waiting?.();
        resolve();
      });
    });
    alive.add(this);
  }

  /** The next line that the test accepts; what comes before it is passed over. */
  async line(accepts, patienceMs, what = 'a line') {
    const untilMs = Date.now() + patienceMs;
    for (;;) {
      while (this.#lines.length) {
        const line = this.#lines.shift();
        if (accepts(line)) return line;
      }
      const leftMs = untilMs - Date.now();
      if (this.#ended) throw new Error(`${this.command} ended before ${what}, see ${this.log}`);
      if (leftMs <= 0) throw new Error(`${this.command} said nothing of ${what} in ${patienceMs / 1000} s, see ${this.log}`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#waiting = null;
    }
  }

  say(line) {
    this.#process.stdin.write(`${line}\n`);
  }

  signal(name) {
    this.#process.kill(name);
  }

  async end() {
    if (this.#ended || this.pid === undefined) return;
    this.#process.stdin.destroy();
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), END_PATIENCE_MS);
    await this.ended;
    clearTimeout(timer);
  }
}

/** Starts a process; `log` is where its output goes. */
export function start(command, words, options) {
  return new Child(command, words, options);
}

/** Runs a command to its end and gives its output; null if it failed or took too long. */
export function run(command, words, { timeoutMs = 60_000, cwd, env, show = false } = {}) {
  const stdio = ['ignore', 'pipe', show ? 'inherit' : 'pipe'];
  const done = spawnSync(command, words, { timeout: timeoutMs, cwd, env: { ...process.env, ...env }, stdio, maxBuffer: 1 << 28 });
  return done.status === 0 ? done.stdout.toString() : null;
}

/** Ends all that is still running. */
export async function endAll() {
  await Promise.all([...alive].map((child) => child.end()));
}

/** A TCP port of this machine that was free just now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
