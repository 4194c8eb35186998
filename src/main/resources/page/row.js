import { sign } from './client/index.js';
import { element, mark, setText } from './dom.js';
import { drawSparkline } from './sparkline.js';
import { NONE, priceParts, quantity, signed, span } from './text.js';

const STATUS_WORDS = { live: 'Live', stale: 'Stale', fallback: 'Fallback', halted: 'Halted' };
const STATUS_HINTS = {
  live: 'Prices flow',
  stale: 'No new price for a while',
  fallback: 'The stream is down, prices are polled',
  halted: 'Trading is halted',
};

/** The line of one symbol. It shows its quote when told to, and only where something differs. */
export class Row {
  #cells = {};
  #shownChanges;
  #badge = element('span', 'badge');
  #canvas = element('canvas', 'trend');

  constructor(quote, columns) {
    this.quote = quote;
    this.element = element('tr');
    this.element.setAttribute('role', 'row');
    mark(this.element, 'symbol', quote.symbol);
    for (const { key, title } of columns) {
      const cell = element(key === 'symbol' ? 'th' : 'td', key);
      cell.setAttribute('role', key === 'symbol' ? 'rowheader' : 'cell');
      mark(cell, 'label', title);
      this.#cells[key] = cell;
      this.element.append(cell);
    }
    this.#cells.symbol.scope = 'row';
    this.#cells.symbol.append(element('span', 'name', quote.symbol), this.#badge);
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#cells.trend.append(this.#canvas);
    this.#cells.status.append(element('span', 'dot'), element('span', 'word'));
  }

  /** Shows the quote as it is now. */
  show() {
    const { values } = this.quote;
    const cells = this.#cells;
    this.#showPrice();
    this.#showBadge();
    for (const [key, places] of [['change'], ['changePercent', 2]]) {
      const value = values[key] ?? '';
      const text = signed(value, places);
      setText(cells[key], text === NONE || places === undefined ? text : `${text}%`);
      mark(cells[key], 'sign', String(sign(value)));
      cells[key].title = value;
    }
    setPrice(cells.bid, values.bid);
    setPrice(cells.ask, values.ask);
    this.#showQuantity('size', values.size);
    this.#showQuantity('volume', values.volume);
    mark(cells.size, 'side', values.side ?? '');
    this.#showStatus();
    drawSparkline(this.#canvas, this.quote.trend);
  }

  /** Shows how old the newest value is. */
  showAge(nowMs) {
    setText(this.#cells.age, span(this.quote.ageMs(nowMs)));
  }

  #showPrice() {
    const { changes, direction, values } = this.quote;
    const cell = this.#cells.price;
    setPrice(cell, values.price);
    if (this.#shownChanges !== undefined && changes > this.#shownChanges) {
      // Two names for the same flash: a change of the name starts the animation anew.
      mark(cell, 'flash', `${direction}-${changes % 2}`);
      mark(cell, 'direction', direction);
    }
    this.#shownChanges = changes;
  }

  #showBadge() {
    const { simulated, source } = this.quote;
    setText(this.#badge, simulated ? 'SIMULATED' : source);
    this.#badge.classList.toggle('simulated', simulated);
    this.#badge.title = simulated ? 'Made up by a simulator: not market data' : `Source: ${source}`;
  }

  #showQuantity(key, value) {
    setText(this.#cells[key], quantity(value ?? ''));
    this.#cells[key].title = value ?? '';
  }

  #showStatus() {
    const { status } = this.quote;
    const cell = this.#cells.status;
    mark(cell, 'status', status);
    mark(this.element, 'status', status);
    setText(cell.lastChild, STATUS_WORDS[status] ?? (status || NONE));
    cell.title = STATUS_HINTS[status] ?? '';
  }
}

function setPrice(cell, price = NONE) {
  if (cell.textContent !== price) {
    cell.replaceChildren(...priceParts(price).map(([part, digits]) => element('span', part, digits)));
  }
}
