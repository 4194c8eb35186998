// The ticks that a peer's server publishes by itself: shaped and as long as Quotewire's, so many a second over all
// symbols, made on a timer of 10 ms. A tick carries the time at which it was due, so that a server which is too busy to make it
// then does not look punctual. As in Quotewire's simulator, a turn takes at most a few milliseconds, what cannot be
// made in time is made later, and at most one second of it.
const TIMER_MS = 10;
const TURN_MS = 7;
const CATCH_UP_S = 1;
const CLOCK_MS = 5000;

let offsetUs = 0;
/** Finds the wall clock's microseconds: Date has only milliseconds, so wait for one to begin. */
function setClock() {
  const before = Date.now();
  let now;
  do now = Date.now();
  while (now === before);
  offsetUs = now * 1000 - performance.now() * 1000;
}
setClock();
setInterval(setClock, CLOCK_MS).unref();

const nowUs = () => Math.floor(performance.now() * 1000 + offsetUs);

const centsOf = (seq) => 60_000 + ((seq * 7_919) % 9_973);
const priceOf = (cents) => `${Math.floor(cents / 100)}.${10 + (cents % 90)}`;

/** The fields of a tick, as Quotewire's simulator makes them; the numbers differ from tick to tick as prices do. */
export function tick(symbol, seq, us) {
  const cents = centsOf(seq);
  const price = priceOf(cents);
  const size = 1_000 + ((seq * 104_729) % 8_999);
  return (
    `{"symbol":"${symbol}","price":"${price}","volume":"1${seq % 900}.${size}","change":"-1${cents % 10}.${10 + (cents % 89)}",` +
    `"changePercent":"-1.${size}","bid":"${price}","ask":"6${cents % 100}.${10 + (size % 90)}","size":"1.${size}",` +
    `"side":"${cents % 2 ? 'sell' : 'buy'}","source":"simulated","ts":${us}`
  );
}

/** A whole message of one symbol. */
export function update(symbol, seq, us) {
  const timestamp = new Date(us / 1000).toISOString();
  return `{"type":"update","channel":"prices:${symbol}","seq":${seq},"data":${tick(symbol, seq, us)}},"timestamp":"${timestamp}"}`;
}

/** What the runner hands to a peer's server. */
export function job() {
  return JSON.parse(process.argv[2]);
}

/** Publishes for ever, symbol after symbol: `each(symbol, number, time)`; each symbol has its own numbers, one after another. */
export function publish({ symbols, rate }, each) {
  const beganMs = performance.now();
  let made = 0;
  setInterval(() => {
    const turnMs = performance.now();
    const due = Math.floor(((turnMs - beganMs) * rate) / 1000);
    made = Math.max(made, due - Math.max(1, rate * CATCH_UP_S));
    while (made < due && performance.now() - turnMs < TURN_MS) {
      const lateMs = performance.now() - beganMs - ((made + 1) * 1000) / rate;
      each(symbols[made % symbols.length], Math.floor(made / symbols.length) + 1, Math.floor(nowUs() - lateMs * 1000));
      made++;
    }
  }, TIMER_MS);
}

/**
 * The firehose: takes ticks at the rate that Quotewire's feed has, and every interval sends what changed in one message; each
 * symbol with its newest tick, how many it stands for, and the highest and lowest price of these.
 */
export function publishAll({ symbols, rate, intervalMs }, each) {
  const changed = new Map();
  publish({ symbols, rate }, (symbol, seq, us) => {
    const cents = centsOf(seq);
    const before = changed.get(symbol);
    if (!before) changed.set(symbol, { seq, us, merged: 1, high: cents, low: cents });
    else {
      before.seq = seq;
      before.us = us;
      before.merged++;
      before.high = Math.max(before.high, cents);
      before.low = Math.min(before.low, cents);
    }
  });
  setInterval(() => {
    const prices = [...changed].map(([symbol, { seq, us, merged, high, low }]) => {
      const bounds = merged > 1 ? `,"merged":${merged},"high":"${priceOf(high)}","low":"${priceOf(low)}"` : '';
      return `"${symbol}":${tick(symbol, seq, us)},"seq":${seq}${bounds}}`;
    });
    changed.clear();
    if (prices.length) each(`{"type":"price_update","data":{"prices":{${prices.join(',')}}},"timestamp":"${new Date().toISOString()}"}`);
  }, intervalMs);
}

/** On SIGUSR2: collect, and say on one line what lives. */
export function reportHeap(collect) {
  process.on('SIGUSR2', () => {
    collect();
    collect();
    console.log(JSON.stringify({ heapBytes: process.memoryUsage().heapUsed }));
  });
}
