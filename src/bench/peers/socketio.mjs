// Node and npm's Socket.IO with its rooms: one process, WebSocket transport only.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { job, publish, publishAll, reportHeap, tick } from './feed.mjs';

const { port, modules, symbols, rate, deflate, firehose } = job();
const { Server } = createRequire(`${modules}/`)('socket.io');

const http = createServer();
const perMessageDeflate = deflate ? { threshold: 1024, serverNoContextTakeover: true } : false;
const io = new Server(http, { transports: ['websocket'], perMessageDeflate, serveClient: false, httpCompression: false });
// What its documentation says about memory: the first request need not be kept.
io.engine.on('connection', (raw) => {
  raw.request = null;
});
io.on('connection', (socket) => {
  socket.on('subscribe', (wanted) => {
    socket.join(wanted);
    socket.emit('subscription_confirmed', { channels: wanted });
  });
});

const timestamp = (us) => new Date(us / 1000).toISOString();
if (firehose) {
  publishAll({ symbols, rate, intervalMs: firehose }, (message) => io.emit('price_update', JSON.parse(message)));
} else {
  publish({ symbols, rate }, (symbol, seq, us) => {
    const data = JSON.parse(`${tick(symbol, seq, us)}}`);
    io.to(symbol).emit('update', { channel: `prices:${symbol}`, seq, data, timestamp: timestamp(us) });
  });
}
reportHeap(() => globalThis.gc());
http.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => console.log('ready'));
