// Node and npm's ws: one process, as its documentation shows it, with a Set of sockets for each symbol.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { job, publish, publishAll, reportHeap, update } from './feed.mjs';

const { port, modules, symbols, rate, deflate, firehose } = job();
const { WebSocketServer, WebSocket } = createRequire(`${modules}/`)('ws');
const QUEUE_BYTES = 1 << 20;

const server = createServer();
const perMessageDeflate = deflate ? { threshold: 1024, serverNoContextTakeover: true } : false;
const sockets = new WebSocketServer({ server, perMessageDeflate, clientTracking: false });
const topics = new Map(symbols.map((symbol) => [symbol, new Set()]));
const everyone = new Set();

sockets.on('connection', (socket) => {
  const mine = [];
  everyone.add(socket);
  socket.on('message', (text) => {
    const wanted = JSON.parse(text).symbols;
    for (const symbol of wanted) {
      topics.get(symbol)?.add(socket);
      mine.push(symbol);
    }
    socket.send(JSON.stringify({ type: 'subscription_confirmed', data: { channels: wanted } }));
  });
  socket.on('close', () => {
    everyone.delete(socket);
    for (const symbol of mine) topics.get(symbol)?.delete(socket);
  });
  socket.on('error', () => {});
});

function send(to, message) {
  const bytes = Buffer.from(message);
  for (const socket of to)
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < QUEUE_BYTES) socket.send(bytes, { binary: false });
}

if (firehose) publishAll({ symbols, rate, intervalMs: firehose }, (message) => send(everyone, message));
else publish({ symbols, rate }, (symbol, seq, us) => send(topics.get(symbol), update(symbol, seq, us)));
reportHeap(() => globalThis.gc());
server.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => console.log('ready'));
