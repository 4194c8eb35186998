import { execFile, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The root of the project. */
export const BASEDIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const LAUNCHER = path.join(BASEDIR, 'scripts/quotewire');
const READY = /^quotewire ready in \d+ ms: gateway (\S+)/;
/** Long enough for the launcher to build first, where nobody has. */
const READY_WITHIN_MS = 180_000;

/** A Quotewire process of its own, with its own data, on free ports. Nothing of it stays behind. */
export class Server {
  #dataDir;
  #process;
  #lines = [];

  constructor() {
    mkdirSync(path.join(BASEDIR, 'target'), { recursive: true });
    this.#dataDir = mkdtempSync(path.join(BASEDIR, 'target/browser-'));
    process.once('exit', () => this.#end());
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => process.exit(1));
    }
  }

  /**
   * Starts the process and waits until it is ready.
   *
   * @param {number} port of the gateway, 0 for a free one
   * @param {string[]} args more arguments of `run`
   * @returns {Promise<string>} the address of the gateway
   */
  async start(port = 0, args = []) {
    const settings = [`gateway.port=${port}`, 'monitoring.port=0', `data.dir=${this.#dataDir}`];
    this.#process = spawn(
      LAUNCHER,
      ['run', ...settings.flatMap((setting) => ['--set', setting]), ...args],
      { cwd: BASEDIR, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    createInterface({ input: this.#process.stderr }).on('line', (line) => {
      this.#lines.push(line);
      keep('written', 'browser.log', line);
    });
    return this.#ready(this.#process);
  }

  /**
   * A token that this server takes.
   *
   * @param {string} user
   * @param {string} role
   * @returns {Promise<string>}
   */
  async token(user, role) {
    const words = ['token', '--user', user, '--role', role, '--set', `data.dir=${this.#dataDir}`];
    const { stdout } = await promisify(execFile)(LAUNCHER, words, { cwd: BASEDIR });
    const token = stdout.trim();
    keep('secrets', 'browser.txt', token.slice(token.lastIndexOf('.') + 1));
    return token;
  }

  /** Ends the process without asking, as a crash would. */
  async kill() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Ends the process, if it runs, and removes its data. */
  async stop() {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) {
      await this.kill();
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  #ready(started) {
    return new Promise((resolve, reject) => {
      const fail = (why) => {
        clearTimeout(timer);
        reject(new Error(`${why}\n${this.#lines.slice(-40).join('\n')}`));
      };
      const timer = setTimeout(() => fail('the server did not become ready in time'), READY_WITHIN_MS);
      started.once('error', (failure) => fail(String(failure)));
      started.once('exit', (code) => fail(`the server ended with ${code} before it was ready`));
      createInterface({ input: started.stdout }).on('line', (line) => {
        this.#lines.push(line);
        const address = READY.exec(line)?.[1];
        if (address !== undefined) {
          clearTimeout(timer);
          resolve(address);
        }
      });
    });
  }

  #end() {
    this.#process?.kill('SIGKILL');
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Adds a line to what the search for secrets reads when all tests have run: secrets, or what was written down. */
function keep(folder, file, line) {
  const directory = path.join(BASEDIR, 'target', folder);
  mkdirSync(directory, { recursive: true });
  appendFileSync(path.join(directory, `${process.pid}-${file}`), `${line}\n`);
}
