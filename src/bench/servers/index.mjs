// Every server that can be measured, by the name that the command line knows.
import { join, resolve } from 'node:path';
import { Floor } from './floor.mjs';
import { Nats, Nchan } from './packaged.mjs';
import { Quotewire } from './quotewire.mjs';
import { Script, sameMessages } from './script.mjs';

const onNode = () => [process.execPath, '--expose-gc'];

/** Socket.IO's own frames: a handshake in three steps, then events as `42["name",…]`. */
const socketIo = ({ firehose }) => ({
  line: (symbols) => symbols.map((symbol) => `"${symbol}"`).join(','),
  words: [
    ...['--path', '/socket.io/?EIO=4&transport=websocket', '--answer', '0{=>40', '--answer', '2=>3'],
    ...(firehose ? ['--ready', '40{'] : ['--answer', '40{=>42["subscribe",[%s]]', '--ready', '42["subscription_confirmed"']),
  ],
});

const peers = {
  ws: () => new Script('ws', { packageName: 'ws', file: 'ws.mjs', command: onNode, speaks: sameMessages }),
  bun: () =>
    new Script('bun', {
      packageName: 'bun',
      file: 'bun.mjs',
      command: (folder) => [join(folder, 'node_modules', 'bun', 'bin', 'bun.exe')],
      speaks: sameMessages,
    }),
  'socket.io': () =>
    new Script('socket.io', { packageName: 'socket.io', file: 'socketio.mjs', command: onNode, speaks: socketIo }),
  nchan: () => new Nchan(),
  nats: () => new Nats(),
  floor: () => new Floor(),
  split: () => new Quotewire('split', { split: true }),
};

export const peerNames = Object.keys(peers);

/** The server of that name; a path ending in .jar is another build of Quotewire. */
export function server(name) {
  if (name === 'quotewire') return new Quotewire(name);
  if (name.endsWith('.jar')) return new Quotewire(`jar-${name.replace(/\W+/g, '-').slice(-40)}`, { jar: resolve(name) });
  if (!peers[name]) throw new Error(`there is no peer ${name}; there are ${peerNames.join(', ')}, and any other quotewire.jar`);
  return peers[name]();
}
