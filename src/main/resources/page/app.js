import { Client } from './client/index.js';
import { ownDevice } from './device.js';
import { loadSockJs } from './fallback.js';
import { NotificationPanel } from './notifications.js';
import { Quotes } from './quotes.js';
import { readColours } from './sparkline.js';
import { StatusView } from './status.js';
import { PriceStream } from './stream.js';
import { PriceTable } from './table.js';

const TICK_MS = 500;
/** The latency is shown, so it is measured more often than a connection needs. */
const PING_EVERY_MS = 5_000;

const parts = Object.fromEntries(
  ['columns', 'rows', 'filter', 'sorter', 'count', 'empty', 'scroller'].map((id) => [id, document.getElementById(id)]),
);
const device = await ownDevice();
const client = new Client('.', { endpoint: 'ws/prices', device, loadSockJs, pingIntervalMs: PING_EVERY_MS });
const quotes = new Quotes();
const table = new PriceTable(quotes, parts);
const status = new StatusView(client, quotes);
const panel = new NotificationPanel(client);
let frameAsked = false;

readColours();
new PriceStream(client, quotes, draw);
setInterval(() => {
  table.tick(performance.now());
  status.show(performance.now());
  panel.tick();
}, TICK_MS);

addEventListener('keydown', goToFilter);
parts.filter.addEventListener('keydown', leaveFilter);
matchMedia('(prefers-color-scheme: light)').addEventListener('change', repaint);
watchPixels();
panel.begin();
client.connect();

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
