// Every server that can be measured, by the name that the command line knows.
import { join, resolve } from 'node:path';
import { Quotewire } from './quotewire.mjs';
import { Script, sameMessages } from './script.mjs';

const peers = {
  ws: () =>
    new Script('ws', {
      packageName: 'ws',
      file: 'ws.mjs',
      command: () => [process.execPath, '--expose-gc'],
      speaks: sameMessages,
    }),
  bun: () =>
    new Script('bun', {
      packageName: 'bun',
      file: 'bun.mjs',
      command: (folder) => [join(folder, 'node_modules', 'bun', 'bin', 'bun.exe')],
      speaks: sameMessages,
    }),
};

export const peerNames = Object.keys(peers);

/** The server of that name; a path ending in .jar is another build of Quotewire. */
export function server(name) {
  if (name === 'quotewire') return new Quotewire(name);
  if (name.endsWith('.jar')) return new Quotewire(`jar-${name.replace(/\W+/g, '-').slice(-40)}`, { jar: resolve(name) });
  if (!peers[name]) throw new Error(`there is no peer ${name}; there are ${peerNames.join(', ')}, and any other quotewire.jar`);
  return peers[name]();
}
