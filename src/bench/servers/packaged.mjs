// Peers from Debian's packages, unpacked under target/bench: nothing is installed and no service is started. Their ticks
// come from a process of their own, whose processor time counts as the server's.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, run, start } from '../children.mjs';
import { family } from '../memory.mjs';
import { OUT, SOURCES } from '../places.mjs';

const READY_MS = 20_000;
const FETCH_MS = 300_000;

/** Fetches and unpacks Debian packages; gives the folder. */
function unpacked(packages) {
  const folder = join(OUT, 'debian', packages.join('+'));
  const root = join(folder, 'root');
  if (existsSync(root)) return folder;
  mkdirSync(folder, { recursive: true });
  if (run('apt-get', ['download', ...packages], { cwd: folder, timeoutMs: FETCH_MS }) === null)
    throw new Error(`apt-get cannot download ${packages.join(', ')}`);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb')))
    if (run('dpkg', ['-x', file, root], { cwd: folder }) === null) throw new Error(`${file} cannot be unpacked`);
  return folder;
}

/** The version of the last package. */
function versionOf(folder, name) {
  const file = readdirSync(folder).find((each) => each.startsWith(`${name}_`) && each.endsWith('.deb'));
  return decodeURIComponent(file.split('_')[1]);
}

/** Waits until something listens. */
async function listening(port, child) {
  const { connect } = await import('node:net');
  const untilMs = Date.now() + READY_MS;
  while (Date.now() < untilMs) {
    const reached = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (reached) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${child.command} does not listen, see ${child.log}`);
}

class Packaged {
  constructor(name, packages, program, publisher) {
    Object.assign(this, { name, packages, program, publisher });
  }

  /** They know topics; compression is off, and no message holds all prices. */
  fits(work) {
    return !['W1z', 'W3o', 'W6', 'W6z'].includes(work);
  }

  prepare() {
    this.folder = unpacked(this.packages);
    this.binary = join(this.folder, 'root', this.program);
    if (run(this.binary, ['-v']) === null) throw new Error(`${this.binary} does not run here`);
    return versionOf(this.folder, this.packages.at(-1));
  }

  /** An own folder with the filled in configuration; gives its path. */
  configure(values) {
    const folder = join(OUT, 'data', this.name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    let text = readFileSync(join(SOURCES, 'peers', `${this.name}.conf`), 'utf8');
    for (const [name, value] of Object.entries(values)) text = text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), String(value));
    const file = join(folder, 'server.conf');
    writeFileSync(file, text);
    return { folder, file };
  }

  async serve(words, port, publisherPort, { log, ...job }) {
    const child = start(this.binary, words, { log: `${log}.0` });
    await listening(port, child);
    const given = JSON.stringify({ ...job, port: publisherPort });
    const feed = start(process.execPath, [join(SOURCES, 'peers', this.publisher), given], { log: `${log}.1` });
    await feed.line((line) => line === 'ready', READY_MS, 'being ready');
    const servers = family(child.pid);
    return {
      port,
      pids: [...servers, feed.pid],
      memoryPids: servers,
      stop: async () => {
        await feed.end();
        await child.end();
      },
    };
  }
}

export class Nats extends Packaged {
  constructor() {
    super('nats', ['nats-server'], 'usr/sbin/nats-server', 'to-nats.mjs');
  }

  async start(job) {
    const [clients, publisher] = [await freePort(), await freePort()];
    const { file } = this.configure({ CLIENTS: clients, PUBLISHER: publisher });
    const target = await this.serve(['-c', file], clients, publisher, job);
    const hello = 'CONNECT {"verbose":false,"pedantic":false,"echo":false}\\r\\nPING\\r\\n%s';
    return {
      ...target,
      line: (symbols) => symbols.map((symbol, i) => `SUB ${symbol} ${i + 1}\\r\\n`).join(''),
      words: ['--binary', '--every', '--send', hello, '--ready', 'PONG', '--answer', 'PING=>PONG\\r\\n'],
    };
  }
}

export class Nchan extends Packaged {
  constructor() {
    super('nchan', ['nginx', 'libnginx-mod-nchan'], 'usr/sbin/nginx', 'to-nchan.mjs');
  }

  prepare() {
    // With nchan, Debian's nginx wants this folder whatever its configuration says.
    mkdirSync('/var/lib/nginx', { recursive: true });
    return super.prepare();
  }

  async start(job) {
    const port = await freePort();
    const module = join(this.folder, 'root', 'usr/lib/nginx/modules/ngx_nchan_module.so');
    const { folder, file } = this.configure({ PORT: port, MODULE: module });
    const target = await this.serve(['-p', folder, '-c', file, '-e', 'stderr'], port, port, job);
    return { ...target, line: (symbols) => symbols.join(','), words: ['--path', '/sub/%s'] };
  }
}
