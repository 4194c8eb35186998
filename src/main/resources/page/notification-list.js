import { element, mark, setText } from './dom.js';
import { clockTime, span } from './text.js';

/** The list shows the newest; the server keeps more. */
const MOST = 200;
/** Of what a notification carries for programs, so many plain values are shown. */
const MOST_FACTS = 4;

/** The notifications of the user, newest first, unread ones marked. Everything in them is shown as text. */
export class NotificationList {
  #place;
  #markRead;
  #lines = new Map();

  /**
   * @param {HTMLElement} place an ordered list
   * @param {(id: string) => Promise<void>} markRead rejected when the server does not do it
   */
  constructor(place, markRead) {
    this.#place = place;
    this.#markRead = markRead;
  }

  get size() {
    return this.#lines.size;
  }

  get unread() {
    return [...this.#lines.values()].filter(({ read }) => !read).length;
  }

  has(id) {
    return this.#lines.has(id);
  }

  /** Adds a notification at its time, or takes what is new of one that is there. */
  take(notification) {
    const present = this.#lines.get(notification.id);
    if (present !== undefined) {
      present.read ||= notification.read === true;
      showRead(present);
      return;
    }
    const line = this.#lineOf(notification);
    this.#lines.set(notification.id, line);
    const later = [...this.#place.children].find((other) => Number(other.dataset.at) <= line.atMs);
    this.#place.insertBefore(line.element, later ?? null);
    if (this.#lines.size > MOST) {
      const oldest = this.#place.lastElementChild;
      this.#lines.delete(oldest.dataset.id);
      oldest.remove();
    }
  }

  /** Marks one as read, here when the server has done it. */
  async read(id) {
    const line = this.#lines.get(id);
    if (line === undefined || line.read) {
      return;
    }
    line.button.disabled = true;
    try {
      await this.#markRead(id);
      line.read = true;
      setText(line.problem, '');
    } catch (failure) {
      setText(line.problem, `Not marked: ${failure.message}`);
    }
    line.button.disabled = false;
    showRead(line);
  }

  /** Marks all as read, one after the other; stops where the server does not do it. */
  async readAll() {
    for (const [id, line] of [...this.#lines]) {
      await this.read(id);
      if (!line.read) {
        return;
      }
    }
  }

  /** Shows how long ago each one came. */
  tick(nowMs) {
    for (const { time, atMs } of this.#lines.values()) {
      setText(time, ago(nowMs - atMs));
    }
  }

  clear() {
    this.#lines.clear();
    this.#place.replaceChildren();
  }

  #lineOf({ id, kind, title, body, data, createdAt, read }) {
    const atMs = Date.parse(createdAt) || Date.now();
    const item = element('li');
    const time = element('time', '', ago(Date.now() - atMs));
    const button = element('button', 'mark-read', 'Mark as read');
    const problem = element('p', 'problem');
    const head = element('div', 'head');
    time.dateTime = String(createdAt);
    time.title = clockTime(atMs);
    button.type = 'button';
    button.setAttribute('aria-label', `Mark as read: ${title}`);
    button.addEventListener('click', () => this.#readByHand(id, item));
    problem.setAttribute('role', 'alert');
    head.append(element('span', 'kind', text(kind)), time);
    const foot = element('div', 'foot');
    foot.append(factsOf(data), button);
    item.append(head, element('p', 'title', text(title)), element('p', 'body', text(body)), foot, problem);
    mark(item, 'id', id);
    mark(item, 'at', String(atMs));
    const line = { element: item, atMs, time, button, problem, read: read === true };
    showRead(line);
    return line;
  }

  /** The button goes away with its use: the focus goes on to the next one. */
  async #readByHand(id, item) {
    const buttons = () => [...this.#place.querySelectorAll('li[data-unread] .mark-read')];
    const place = buttons().findIndex((button) => item.contains(button));
    const focused = item.contains(document.activeElement);
    await this.read(id);
    const free = document.activeElement === document.body || item.contains(document.activeElement);
    if (focused && free) {
      const left = buttons();
      const next = left[Math.min(place, left.length - 1)] ?? this.#place.closest('section');
      next.focus();
    }
  }
}

function showRead({ element: item, button, read }) {
  item.toggleAttribute('data-unread', !read);
  button.hidden = read;
}

/** The plain values that a notification carries. */
function factsOf(data) {
  const facts = element('dl', 'facts');
  const plain = Object.entries(data ?? {}).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  for (const [name, value] of plain.slice(0, MOST_FACTS)) {
    const fact = element('div');
    fact.append(element('dt', '', name), element('dd', '', String(value)));
    facts.append(fact);
  }
  return facts;
}

function text(value) {
  return typeof value === 'string' ? value : '';
}

function ago(ms) {
  const words = span(ms);
  return words === 'now' || ms < 0 ? 'now' : `${words} ago`;
}
