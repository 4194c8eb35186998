// Publishes ticks to a nats-server over TCP.
import { connect } from 'node:net';
import { job, publish, update } from './feed.mjs';

const { port, symbols, rate } = job();
const QUEUE_BYTES = 1 << 20;

const socket = connect(port, '127.0.0.1', () => console.log('ready'));
socket.setNoDelay(true);
socket.on('error', (problem) => {
  console.error(problem.message);
  process.exit(1);
});
socket.on('data', (bytes) => {
  if (bytes.includes('PING')) socket.write('PONG\r\n');
});
socket.write('CONNECT {"verbose":false,"pedantic":false,"echo":false,"name":"feed"}\r\n');
publish({ symbols, rate }, (symbol, seq, us) => {
  if (socket.writableLength > QUEUE_BYTES) return;
  const message = update(symbol, seq, us);
  // What is written in one turn leaves in one write.
  if (!socket.writableCorked) {
    socket.cork();
    setImmediate(() => socket.uncork());
  }
  socket.write(`PUB ${symbol} ${message.length}\r\n${message}\r\n`);
});
