// Quotewire itself, as its users start it: one process with all roles, or the feed in a process of its own.
import { createHmac, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, run, start } from '../children.mjs';
import { collectJvm, jvmClasses } from '../memory.mjs';
import { OUT, ROOT } from '../places.mjs';

const READY_MS = 60_000;
const DAY_S = 86_400;
/** Who wants more symbols needs a token; who does not is spared it, as with the peers. */
const ANONYMOUS_SYMBOLS = 3;
/** Those that count what comes from one address or user: the load client has few. */
const LIMITS_OFF = [
  'connectionsPerIp',
  'connectionsPerNode',
  'connectionsPerUser',
  'handshakesPerSecondPerIp',
  'authFailuresPerMinutePerIp',
  'subscriptionRequestsPerMinute',
  'blockAfter',
].flatMap((name) => ['--set', `gateway.limits.${name}=0`]);

const base64 = (value) => Buffer.from(value).toString('base64url');

/** A token of a user; with a role by which a client may have more symbols than an anonymous one. */
function token(secret, user = 'bench', role = 'TRADER') {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: user, role, jti: user, iat, exp: iat + DAY_S };
  const text = `${base64(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))}.${base64(JSON.stringify(claims))}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** Quotewire from some jar; without one, from this project's, built if needed. */
export class Quotewire {
  /** `split` puts feed and gateway into two processes, joined by the clustered bus. */
  constructor(name, { jar, split = false } = {}) {
    this.name = name;
    this.#jar = jar;
    this.#split = split;
  }

  #jar;
  #split;
  #copy;

  fits(work) {
    return !this.#split || work.startsWith('P');
  }

  /** It has users, and keeps what is addressed to them. */
  notifies = true;

  prepare() {
    const version = this.#jar ? '' : run(join(ROOT, 'scripts', 'quotewire'), ['version'], { timeoutMs: 600_000, show: true });
    if (version === null) throw new Error('Quotewire could not be built');
    const jar = this.#jar ?? join(ROOT, 'target', 'quotewire.jar');
    if (!existsSync(jar)) throw new Error(`there is no ${jar}`);
    // A copy, so that a build beside the bench does not take the jar away under a running JVM.
    this.#copy = join(OUT, `${this.name}.jar`);
    copyFileSync(jar, this.#copy);
    return version.trim().split('\n')[0] || jar;
  }

  /** The script becomes the JVM: its process id is the server's. */
  #launch(words, { log, data }) {
    const all = ['run', '--set', 'monitoring.port=0', '--set', `data.dir=${data}`, ...words];
    return start(join(ROOT, 'scripts', 'quotewire'), all, { log, cwd: ROOT, env: { QUOTEWIRE_JAR: this.#copy } });
  }

  /**
   * Two nodes: a gateway alone, and one with all roles that goes on when the other is killed. They are a cluster of their
   * own, whatever else runs on this machine.
   */
  async startPair({ log }) {
    const secret = randomBytes(32).toString('hex');
    const data = join(OUT, 'data', this.name);
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true });
    const cluster = join(data, 'cluster.xml');
    const own = `<cluster-name>bench-${process.pid}</cluster-name>`;
    writeFileSync(cluster, readFileSync(join(ROOT, 'cluster.xml'), 'utf8').replace(/<cluster-name>[^<]*<\/cluster-name>/, own));
    const ports = [await freePort(), await freePort()];
    const common = ['--cluster', '--cluster-config', cluster, ...LIMITS_OFF, '--set', `gateway.auth.secret=${secret}`];
    const children = [];
    for (const [number, roles] of ['gateway,feed,notification', 'gateway'].entries()) {
      const port = ['--set', `gateway.port=${ports[1 - number]}`];
      const child = this.#launch([...common, '--roles', roles, ...port], { log: `${log}.${number}`, data });
      children.push(child);
      await child.line((line) => line.startsWith('quotewire ready'), READY_MS, 'being ready');
    }
    return {
      ports,
      secret,
      kill: () => children[1].signal('SIGKILL'),
      stop: () => Promise.all(children.map((child) => child.end())),
    };
  }

  /** Starts it for a job: see `works/`. */
  async start({ symbols, choices, rate, deflate, firehose, limited, log, mode = 'all', store }) {
    const secret = randomBytes(32).toString('hex');
    const port = await freePort();
    const data = join(OUT, 'data', this.name);
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true });
    const common = [...(limited ? [] : LIMITS_OFF), '--set', `gateway.port=${port}`, '--set', `gateway.auth.secret=${secret}`];
    common.push('--set', `gateway.compression=${Boolean(deflate)}`);
    if (store) common.push('--set', `notification.store=${store}`);
    if (firehose) common.push('--set', `gateway.prices.intervalMs=${firehose}`);
    common.push('--set', `feed.sources.sim.symbols=${JSON.stringify(symbols)}`, '--set', `feed.sources.sim.rate=${rate}`);
    const parts = this.#split
      ? [
          ['--cluster', '--roles', 'gateway,notification'],
          ['--cluster', '--roles', 'feed'],
        ]
      : [[]];
    const children = [];
    for (const [number, roles] of parts.entries()) {
      const child = this.#launch([...roles, ...common], { log: `${log}.${number}`, data });
      children.push(child);
      await child.line((line) => line.startsWith('quotewire ready'), READY_MS, 'being ready');
    }
    const [{ pid }] = children;
    return {
      port,
      pids: children.map((child) => child.pid),
      line: (list) => list.map((symbol) => `"${symbol}"`).join(','),
      words: firehose
        ? ['--path', '/ws/prices']
        : [
            ...['--path', '/ws', '--send', `{"type":"subscribe","symbols":[%s],"mode":"${mode}"}`],
            ...['--ready', '{"type":"subscription_confirmed"'],
            ...(choices[0].length > ANONYMOUS_SYMBOLS ? ['--header', `Authorization: Bearer ${token(secret)}`] : []),
          ],
      token: (user, role) => token(secret, user, role),
      collect: async () => collectJvm(pid),
      heap: async () => jvmClasses(pid),
      stop: async () => {
        for (const child of children.reverse()) await child.end();
      },
    };
  }
}
