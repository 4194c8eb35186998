// Peers that are a file of ours for a runtime or library from npm: Node with ws, Bun, Node with Socket.IO.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, run, start } from '../children.mjs';
import { OUT, SOURCES } from '../places.mjs';

const READY_MS = 20_000;
const HEAP_MS = 30_000;
const INSTALL_MS = 300_000;

/** Installs a package of npm under target/bench and gives its version. */
export function installed(name) {
  const folder = join(OUT, 'npm', name);
  const manifest = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(manifest)) {
    mkdirSync(folder, { recursive: true });
    const words = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', '--loglevel=error', name];
    if (run('npm', words, { timeoutMs: INSTALL_MS, show: true }) === null) throw new Error(`npm could not install ${name}`);
  }
  return { folder, version: JSON.parse(readFileSync(manifest, 'utf8')).version };
}

export class Script {
  /** `command` gives the words to run the file with, from the folder that the package was installed to. */
  constructor(name, { packageName, file, command, speaks }) {
    Object.assign(this, { name, packageName, file, command, speaks });
  }

  /** The way from a feed's process over a bus is none of theirs. */
  fits(work) {
    return !work.startsWith('P');
  }

  prepare() {
    const { folder, version } = installed(this.packageName);
    this.folder = folder;
    return version;
  }

  async start({ log, ...job }) {
    const port = await freePort();
    const [program, ...words] = this.command(this.folder);
    const given = JSON.stringify({ ...job, port, modules: this.folder });
    const child = start(program, [...words, join(SOURCES, 'peers', this.file), given], { log: `${log}.0` });
    await child.line((line) => line === 'ready', READY_MS, 'being ready');
    const heap = async () => {
      child.signal('SIGUSR2');
      const line = await child.line((text) => text.startsWith('{"heapBytes"'), HEAP_MS, 'its heap');
      return { bytes: JSON.parse(line).heapBytes };
    };
    return { port, pids: [child.pid], ...this.speaks(job), collect: heap, heap, stop: () => child.end() };
  }
}

/** How a server is spoken to that takes the same subscribe message as Quotewire. */
export const sameMessages = ({ firehose }) => ({
  line: (symbols) => symbols.map((symbol) => `"${symbol}"`).join(','),
  words: firehose ? [] : ['--send', '{"type":"subscribe","symbols":[%s]}', '--ready', '{"type":"subscription_confirmed"'],
});
