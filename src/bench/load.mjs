// The load client as a process of its own: built when needed, told what to do line by line.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, start } from './children.mjs';
import { SOURCES, OUT } from './places.mjs';

const PATIENCE_MS = 120_000;
const binary = join(OUT, 'quotewire-load');

/** Compiles C files into a program, unless it is newer than all of them. */
export function compile(folder, files, program) {
  mkdirSync(OUT, { recursive: true });
  const sources = files.map((file) => join(folder, file));
  const inputs = readdirSync(folder).map((file) => join(folder, file));
  const built = statSync(program, { throwIfNoEntry: false });
  if (built && inputs.every((file) => statSync(file).mtimeMs < built.mtimeMs)) return;
  const flags = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-o', program, ...sources, '-lpthread'];
  if (run('cc', flags, { show: true }) === null) throw new Error('no C compiler, or it failed (Debian: apt-get install gcc libc6-dev)');
}

export function buildLoad() {
  const folder = join(SOURCES, 'load');
  compile(folder, readdirSync(folder).filter((file) => file.endsWith('.c')), binary);
}

/** Connections to one server. Whatever is wrong with a single one of them is an error unless the caller takes it. */
export class Load {
  #child;

  /** `target` says how to speak to the server, `choices` which symbols connection after connection asks for. */
  constructor(target, choices, { log, deflate = false, more = [] }) {
    const each = `${log}.each`;
    writeFileSync(each, `${choices.map((symbols) => target.line(symbols)).join('\n')}\n`);
    const pids = target.pids.flatMap((pid) => ['--pid', String(pid)]);
    const words = ['--port', String(target.port), '--each', each, ...target.words, ...pids, ...(deflate ? ['--deflate'] : []), ...more];
    this.#child = start(binary, words, { log });
  }

  async #tell(command, patienceMs) {
    this.#child.say(command);
    const answer = JSON.parse(await this.#child.line((line) => line.startsWith('{'), patienceMs, command));
    return answer;
  }

  #complain(answer) {
    if (answer.problems.length || answer.stalled) {
      const list = answer.problems.map(({ count, what }) => `${count} x ${what}`).join('; ');
      throw new Error(`${answer.open} of the connections are open: ${answer.stalled ? 'opening stalled; ' : ''}${list}`);
    }
    return answer;
  }

  /** Opens until there are so many. */
  async open(connections) {
    return this.#complain(await this.#tell(`open ${connections}`, PATIENCE_MS));
  }

  /** Counts for so many seconds; connections that ended are reported in the answer, not thrown. */
  async measure(seconds) {
    return this.#tell(`measure ${seconds}`, seconds * 1000 + PATIENCE_MS);
  }

  async close() {
    return this.#tell('close', PATIENCE_MS);
  }

  async end() {
    await this.#child.end();
  }
}
