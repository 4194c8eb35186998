import { element } from './dom.js';

const SHOWN_MS = 8_000;
/** More than this at once nobody reads; the list has them all. */
const MOST = 4;

/** Short messages that come up, are read out, and go away by themselves unless somebody is at them. */
export class Toasts {
  #place;
  #timers = new Map();

  constructor(place) {
    this.#place = place;
    for (const type of ['pointerenter', 'focusin']) {
      place.addEventListener(type, () => this.#pause());
    }
    for (const type of ['pointerleave', 'focusout']) {
      place.addEventListener(type, () => this.#resume());
    }
    place.addEventListener('keydown', (event) => this.#escape(event));
  }

  /** Shows a text; all of it is text, whatever it looks like. */
  show({ kind, title, body }) {
    const toast = element('div', 'toast');
    const dismiss = element('button', 'dismiss', '×');
    dismiss.type = 'button';
    dismiss.setAttribute('aria-label', `Dismiss: ${title}`);
    dismiss.addEventListener('click', () => this.#remove(toast));
    const words = element('div', 'words');
    words.append(element('p', 'kind', kind), element('p', 'title', title), element('p', 'body', body));
    toast.append(words, dismiss);
    this.#place.append(toast);
    this.#start(toast);
    while (this.#place.childElementCount > MOST) {
      this.#remove(this.#place.firstElementChild);
    }
  }

  /** Takes all away. */
  clear() {
    [...this.#place.children].forEach((toast) => this.#remove(toast));
  }

  get #watched() {
    return this.#place.matches(':hover') || this.#place.contains(document.activeElement);
  }

  #start(toast) {
    clearTimeout(this.#timers.get(toast));
    this.#timers.set(toast, this.#watched ? undefined : setTimeout(() => this.#remove(toast), SHOWN_MS));
  }

  #pause() {
    this.#timers.forEach((timer) => clearTimeout(timer));
  }

  #resume() {
    // After the event: the focus may only be on its way from one button to the next.
    setTimeout(() => this.#watched || [...this.#timers.keys()].forEach((toast) => this.#start(toast)), 0);
  }

  #escape(event) {
    const toast = event.target.closest('.toast');
    if (event.key === 'Escape' && toast !== null) {
      this.#remove(toast);
      event.stopPropagation();
    }
  }

  #remove(toast) {
    const focused = toast.contains(document.activeElement);
    const next = toast.nextElementSibling ?? toast.previousElementSibling;
    clearTimeout(this.#timers.get(toast));
    this.#timers.delete(toast);
    toast.remove();
    if (focused) {
      (next?.querySelector('button') ?? document.getElementById('bell')).focus();
    }
    this.#resume();
  }
}
