import { Connection } from './client/index.js';
import { Quotes } from './quotes.js';
import { readColours } from './sparkline.js';
import { StatusView } from './status.js';
import { PriceTable } from './table.js';

const TICK_MS = 500;
const SYMBOLS_EVERY_MS = 5_000;

const parts = Object.fromEntries(
  ['columns', 'rows', 'filter', 'sorter', 'count', 'empty', 'scroller'].map((id) => [id, document.getElementById(id)]),
);
const connection = new Connection(streamAddress());
const quotes = new Quotes();
const table = new PriceTable(quotes, parts);
const status = new StatusView(connection, quotes);
let frameAsked = false;
let symbolsTimer;

readColours();
connection.onMessage('price_update', (message) => {
  quotes.takePrices(message, performance.now());
  draw();
});
connection.onMessage('symbol_status', (message) => {
  quotes.takeStatus(message.data ?? message);
  draw();
});
connection.onState(({ state }) => {
  clearTimeout(symbolsTimer);
  if (state === 'connected') {
    askForSymbols();
  }
});
setInterval(() => {
  table.tick(performance.now());
  status.show(performance.now());
}, TICK_MS);

addEventListener('online', () => connection.retryNow());
addEventListener('keydown', goToFilter);
parts.filter.addEventListener('keydown', leaveFilter);
matchMedia('(prefers-color-scheme: light)').addEventListener('change', repaint);
watchPixels();
connection.connect();

function streamAddress() {
  const address = new URL('ws/prices', document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

/** Draws once per frame of the screen, however many messages come. */
function draw() {
  if (!frameAsked) {
    frameAsked = true;
    requestAnimationFrame(() => {
      frameAsked = false;
      table.refresh(performance.now());
    });
  }
}

/** Which symbols there are and how their feeds stand; asked again and again, as it also changes without a price. */
async function askForSymbols() {
  try {
    const reply = await connection.request('symbols');
    for (const symbol of reply.data?.symbols ?? []) {
      quotes.takeStatus(symbol);
    }
    draw();
  } catch {
    // Counted and shown by the connection; the next round asks again.
  }
  if (connection.state === 'connected') {
    clearTimeout(symbolsTimer);
    symbolsTimer = setTimeout(askForSymbols, SYMBOLS_EVERY_MS);
  }
}

function goToFilter(event) {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    parts.filter.focus();
    parts.filter.select();
  }
}

function leaveFilter(event) {
  if (event.key === 'Escape') {
    parts.filter.value = '';
    parts.filter.dispatchEvent(new Event('input'));
    parts.filter.blur();
  }
}

function repaint() {
  readColours();
  table.redraw();
}

/** The ratio of pixels changes with the zoom and when the window moves to another screen. */
function watchPixels() {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    'change',
    () => {
      repaint();
      watchPixels();
    },
    { once: true },
  );
}
