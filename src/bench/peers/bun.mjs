// Bun's own WebSocket server (uWebSockets) with its topics: one process.
import { job, publish, publishAll, reportHeap, update } from './feed.mjs';

const { port, symbols, rate, deflate, firehose } = job();
const server = Bun.serve({
  port,
  hostname: '127.0.0.1',
  fetch(request, self) {
    return self.upgrade(request) ? undefined : new Response('WebSockets only', { status: 400 });
  },
  websocket: {
    idleTimeout: 120,
    perMessageDeflate: deflate ?? false,
    open(socket) {
      if (firehose) socket.subscribe('all');
    },
    message(socket, text) {
      const wanted = JSON.parse(text).symbols;
      for (const symbol of wanted) socket.subscribe(symbol);
      socket.send(JSON.stringify({ type: 'subscription_confirmed', data: { channels: wanted } }));
    },
  },
});

if (firehose) publishAll({ symbols, rate, intervalMs: firehose }, (message) => server.publish('all', message, deflate ?? false));
else publish({ symbols, rate }, (symbol, seq, us) => server.publish(symbol, update(symbol, seq, us)));
reportHeap(() => Bun.gc(true));
console.log('ready');
