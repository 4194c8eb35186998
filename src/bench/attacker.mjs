// A stranger who opens WebSockets from one address, as many a second as told, and leaves each as soon as it is answered.
// Usage: node attacker.mjs '{"port":…,"from":"127.3.0.1","perSecond":500,"seconds":20}'; one line of JSON at the end.
import { connect } from 'node:net';

const { port, path, from, perSecond, seconds } = JSON.parse(process.argv[2]);
const TURN_MS = 10;
const REQUEST = [
  `GET ${path} HTTP/1.1`,
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

const answers = {};
let begun = 0;
let under = 0;

function knock() {
  begun++;
  under++;
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  let answer = 'none';
  socket.on('connect', () => socket.write(REQUEST));
  socket.on('data', (bytes) => {
    answer = bytes.toString('latin1', 9, 12);
    socket.resetAndDestroy();
  });
  socket.on('error', (error) => {
    if (answer === 'none') answer = error.code;
  });
  socket.on('close', () => {
    under--;
    answers[answer] = (answers[answer] ?? 0) + 1;
  });
}

const startMs = performance.now();
await new Promise((resolve) => {
  const timer = setInterval(() => {
    const passedMs = performance.now() - startMs;
    while (begun < Math.min(passedMs / 1000, seconds) * perSecond) knock();
    if (passedMs > seconds * 1000 && under === 0) {
      clearInterval(timer);
      resolve();
    }
  }, TURN_MS);
});
console.log(JSON.stringify({ begun, seconds: (performance.now() - startMs) / 1000, answers }));
