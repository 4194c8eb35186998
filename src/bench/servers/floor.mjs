// The kernel's share, see floor/floor.c.
import { join } from 'node:path';
import { freePort, start } from '../children.mjs';
import { compile } from '../load.mjs';
import { OUT, SOURCES } from '../places.mjs';
import { sameMessages } from './script.mjs';

const READY_MS = 5_000;

export class Floor {
  name = 'floor';
  #program = join(OUT, 'floor');

  /** It knows no compression and leaves out who is slow. */
  fits(work) {
    return ['W3', 'W3x', 'W4', 'W5'].includes(work);
  }

  prepare() {
    compile(join(SOURCES, 'floor'), ['floor.c'], this.#program);
    return 'a server that only calls send, once a client and turn of 10 ms';
  }

  async start({ symbols, rate, log }) {
    const port = await freePort();
    const child = start(this.#program, [String(port), String(rate), String(symbols.length)], { log: `${log}.0` });
    await child.line((line) => line === 'ready', READY_MS, 'being ready');
    return { port, pids: [child.pid], ...sameMessages({}), stop: () => child.end() };
  }
}
