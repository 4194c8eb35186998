import { compare } from './client/index.js';
import { element, mark, setText } from './dom.js';
import { Row } from './row.js';

const byNumber = (key) => (a, b) => compare(a.values[key] ?? '', b.values[key] ?? '');
const bySymbol = (a, b) => (a.symbol < b.symbol ? -1 : Number(a.symbol > b.symbol));

/** The columns from left to right; those with an `order` can be sorted, `first` is the order of the first click. */
const COLUMNS = [
  { key: 'symbol', title: 'Symbol', order: bySymbol, first: 1 },
  { key: 'price', title: 'Price', order: byNumber('price'), first: -1 },
  { key: 'change', title: 'Change', order: byNumber('change'), first: -1 },
  { key: 'changePercent', title: 'Change %', order: byNumber('changePercent'), first: -1 },
  { key: 'trend', title: 'Trend' },
  { key: 'bid', title: 'Bid', order: byNumber('bid'), first: -1 },
  { key: 'ask', title: 'Ask', order: byNumber('ask'), first: -1 },
  { key: 'size', title: 'Last size', order: byNumber('size'), first: -1 },
  { key: 'volume', title: 'Volume', order: byNumber('volume'), first: -1 },
  { key: 'age', title: 'Updated', order: (a, b) => (a.ageMs(0) ?? Infinity) - (b.ageMs(0) ?? Infinity), first: 1 },
  { key: 'status', title: 'Status', order: (a, b) => (a.status < b.status ? -1 : Number(a.status > b.status)), first: 1 },
];

/** How many columns, or pairs of them, may give way. */
const TIGHTEST = 4;

/** The table of all quotes: rows that are out of sight cost nothing, and rows under the pointer do not jump away. */
export class PriceTable {
  #quotes;
  #rows = new Map();
  #rowOf = new WeakMap();
  #visible = new Set();
  /** Rows out of sight whose quote has changed. */
  #late = new Set();
  #parts;
  #terms = [];
  #tight = 0;
  #sort = { column: COLUMNS[0], direction: COLUMNS[0].first };
  #observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: '200px' });

  constructor(quotes, parts) {
    this.#quotes = quotes;
    this.#parts = parts;
    parts.columns.append(...COLUMNS.map((column) => this.#headerOf(column)));
    parts.sorter.append(...COLUMNS.filter(({ order }) => order).map(({ key, title }) => new Option(title, key)));
    parts.sorter.addEventListener('change', () => this.#sortBy(COLUMNS.find(({ key }) => key === parts.sorter.value)));
    parts.filter.addEventListener('input', () => this.#filterBy(parts.filter.value));
    new ResizeObserver(() => this.#widen()).observe(parts.scroller);
    this.#showSort();
  }

  /** Shows what has changed since the last call. */
  refresh(nowMs) {
    let added = false;
    for (const quote of this.#quotes.drain()) {
      let row = this.#rows.get(quote);
      if (row === undefined) {
        row = this.#add(quote);
        added = true;
      }
      if (this.#visible.has(row.element)) {
        row.show();
        row.showAge(nowMs);
      } else {
        this.#late.add(row);
      }
    }
    if (added) {
      this.arrange();
    }
  }

  /** Shows the ages, and keeps the order where it follows values that move; not under somebody's hand. */
  tick(nowMs) {
    for (const row of this.#rows.values()) {
      if (this.#visible.has(row.element)) {
        row.showAge(nowMs);
      }
    }
    if (this.#sort.column.key !== 'symbol' && !this.#parts.rows.matches(':hover')) {
      this.arrange();
    }
    this.#fit();
  }

  /** Draws every row again: the theme or the pixels of the screen have changed. */
  redraw() {
    for (const row of this.#rows.values()) {
      row.show();
    }
  }

  /** Puts the rows in order and hides those that the filter does not ask for. */
  arrange() {
    const { column, direction } = this.#sort;
    const rows = [...this.#rows.values()];
    rows.sort((a, b) => direction * column.order(a.quote, b.quote) || bySymbol(a.quote, b.quote));
    let place = this.#parts.rows.firstElementChild;
    let shown = 0;
    for (const row of rows) {
      row.element.hidden = !this.#asked(row.quote.symbol);
      shown += row.element.hidden ? 0 : 1;
      if (row.element === place) {
        place = place.nextElementSibling;
      } else {
        this.#parts.rows.insertBefore(row.element, place);
      }
    }
    this.#showCount(shown, rows.length);
  }

  /** Takes one more column away if the table is wider than its place. */
  #fit() {
    const { scroller } = this.#parts;
    if (this.#tight < TIGHTEST && scroller.scrollWidth > scroller.clientWidth) {
      this.#tight += 1;
      mark(scroller, 'tight', String(this.#tight));
      this.#fit();
    }
  }

  #widen() {
    this.#tight = 0;
    mark(this.#parts.scroller, 'tight', '0');
    this.#fit();
  }

  #add(quote) {
    const row = new Row(quote, COLUMNS);
    this.#rows.set(quote, row);
    this.#rowOf.set(row.element, row);
    row.show();
    this.#observer.observe(row.element);
    return row;
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) {
        this.#visible.delete(target);
        continue;
      }
      const row = this.#rowOf.get(target);
      this.#visible.add(target);
      row.showAge(performance.now());
      if (this.#late.delete(row)) {
        row.show();
      }
    }
  }

  #asked(symbol) {
    return this.#terms.length === 0 || this.#terms.some((term) => symbol.includes(term));
  }

  #filterBy(text) {
    this.#terms = text.toUpperCase().split(/[\s,]+/).filter(Boolean);
    this.arrange();
  }

  #sortBy(column) {
    const direction = this.#sort.column === column ? -this.#sort.direction : column.first;
    this.#sort = { column, direction };
    this.#showSort();
    this.arrange();
  }

  #headerOf(column) {
    const header = element('th', column.key);
    header.scope = 'col';
    header.setAttribute('role', 'columnheader');
    if (column.order === undefined) {
      header.textContent = column.title;
      return header;
    }
    const button = element('button', '', column.title);
    button.type = 'button';
    button.addEventListener('click', () => this.#sortBy(column));
    header.append(button);
    return header;
  }

  #showSort() {
    const { column, direction } = this.#sort;
    [...this.#parts.columns.children].forEach((header, i) => {
      if (COLUMNS[i].order !== undefined) {
        header.ariaSort = COLUMNS[i] !== column ? 'none' : direction > 0 ? 'ascending' : 'descending';
      }
    });
    this.#parts.sorter.value = column.key;
  }

  #showCount(shown, all) {
    setText(this.#parts.count, shown === all ? `${all}` : `${shown} of ${all}`);
    this.#parts.empty.hidden = shown > 0;
    setText(this.#parts.empty, all === 0 ? 'Waiting for the first price…' : 'No symbol matches the filter.');
  }
}
