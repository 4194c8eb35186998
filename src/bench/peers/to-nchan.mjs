// Publishes ticks to nchan over a few kept HTTP connections, several requests ahead on each.
import { connect } from 'node:net';
import { job, publish, update } from './feed.mjs';

const { port, symbols, rate } = job();
const CONNECTIONS = 8;
const AHEAD = 64;

function open() {
  const socket = connect(port, '127.0.0.1');
  const line = { socket, unanswered: 0 };
  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    line.unanswered -= bytes.toString('latin1').split('HTTP/1.1 2').length - 1;
  });
  socket.on('error', (problem) => {
    console.error(problem.message);
    process.exit(1);
  });
  return line;
}

const lines = Array.from({ length: CONNECTIONS }, open);
publish({ symbols, rate }, (symbol, seq, us) => {
  const line = lines[seq % CONNECTIONS];
  if (line.unanswered >= AHEAD) return;
  const message = update(symbol, seq, us);
  const head = `POST /pub/${symbol} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nContent-Length: ${message.length}`;
  line.unanswered++;
  line.socket.write(`${head}\r\n\r\n${message}`);
});
console.log('ready');
