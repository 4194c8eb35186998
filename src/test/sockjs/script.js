// One script of messages for every transport, and what is compared of the replies. Runs in Node and in browsers.

const TIMEOUT_MS = 30_000;

export const LONG = 'x%é😀'.repeat(12_000);
export const MANY = Array.from({ length: 1000 }, (unused, i) => `NOPE-${i}-${'x'.repeat(40)}`);

/** Each request, and how many replies it has. */
const SCRIPT = [
  [{ type: 'ping', id: '50% off, 100%25' }, 1],
  [{ type: 'ping', id: 'emoji 😀, half of one \ud83d' }, 1],
  [{ type: 'ping', id: '\u2028 \u2029 \u200b \ufeff \u0000\r\n\t %20%0A' }, 1],
  [{ type: 'ping', id: '</script><!-- "quoted" \\ \'' }, 1],
  [{ type: 'nonsense %41', id: 7 }, 1],
  [{ type: 'ping', id: 'long', data: { pad: LONG } }, 1],
  [{ type: 'subscribe', id: 'many', data: { symbols: MANY } }, MANY.length],
  [{ type: 'authenticate', id: 'last', data: { token: 'no token' } }, 1],
];

/** Plays the script; resolves with all that came, and how it ended. */
export function play(socket) {
  const replies = [];
  return new Promise((resolve, reject) => {
    let step = -1;
    let due = 1;
    const timer = setTimeout(() => {
      reject(new Error(`stuck in step ${step}, ${due} replies missing; last: ${JSON.stringify(replies.at(-1))}`));
      socket.close();
    }, TIMEOUT_MS);
    socket.onmessage = (event) => {
      replies.push(comparable(JSON.parse(event.data)));
      due -= 1;
      while (due === 0 && step + 1 < SCRIPT.length) {
        step += 1;
        due = SCRIPT[step][1];
        socket.send(JSON.stringify(SCRIPT[step][0]));
      }
    };
    socket.onclose = (event) => {
      clearTimeout(timer);
      resolve({ replies, code: event.code, reason: event.reason });
    };
  });
}

/** Without what differs from connection to connection. */
function comparable(message) {
  delete message.timestamp;
  if (message.type === 'connected') {
    delete message.data.connectionId;
  }
  return message;
}
