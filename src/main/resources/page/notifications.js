import { SignInState } from './client/index.js';
import { mark, setText } from './dom.js';
import { NotificationList } from './notification-list.js';
import { clockTime } from './text.js';
import { Toasts } from './toasts.js';

const TOKEN_KEY = 'quotewire.token';
const PHONE = '(max-width: 700px)';

/** Who is signed in, what came for them, and what has just come: the bell, the panel and the toasts. */
export class NotificationPanel {
  #signIn;
  #notifications;
  #list;
  #toasts = new Toasts(find('toasts'));
  /** How often the subscription began: what was missed before the first time is old, and no news. */
  #beginnings = 0;
  #userId;

  constructor(client) {
    const { signIn, notifications } = client;
    this.#signIn = signIn;
    this.#notifications = notifications;
    this.#list = new NotificationList(find('notification-list'), (id) => client.markAsRead(id));
    this.#listen();
    notifications.onNotification((arrival) => this.#take(arrival));
    notifications.onReset(() => this.#list.clear());
    notifications.onLive((change) => this.#showLive(change));
    signIn.onState(({ state, reason }) => this.#show(state, reason));
    new MutationObserver(() => this.#count()).observe(find('notification-list'), {
      subtree: true,
      childList: true,
      attributeFilter: ['data-unread'],
    });
    this.#show(signIn.state, '');
    this.#count();
  }

  /** Signs in with the token of before a reload, if there is one. */
  begin() {
    const kept = sessionStorage.getItem(TOKEN_KEY);
    if (kept !== null) {
      this.#signIn.signIn(kept);
    }
  }

  /** Shows how long ago each one came. */
  tick() {
    if (!find('notifications').hidden) {
      this.#list.tick(Date.now());
    }
  }

  #listen() {
    find('bell').addEventListener('click', () => this.#open(find('notifications').hidden));
    find('close-notifications').addEventListener('click', () => this.#open(false));
    find('notifications').addEventListener('keydown', (event) => event.key === 'Escape' && this.#open(false));
    find('sign-out').addEventListener('click', () => this.#signOut());
    find('read-all').addEventListener('click', () => this.#readAll());
    find('sign-in').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(find('token').value.trim());
    });
  }

  #open(open) {
    const panel = find('notifications');
    panel.hidden = !open;
    find('bell').setAttribute('aria-expanded', String(open));
    document.body.classList.toggle('has-panel', open);
    // On a phone the panel covers the page: nothing under it takes the focus.
    for (const covered of document.querySelectorAll('header, main')) {
      covered.inert = open && matchMedia(PHONE).matches;
    }
    if (!open) {
      find('bell').focus();
      return;
    }
    this.tick();
    // A field that takes the focus on a phone brings up its keyboard.
    const field = find('sign-in').hidden || matchMedia(PHONE).matches ? panel : find('token');
    field.focus();
  }

  #submit(token) {
    if (token === '') {
      setText(find('sign-in-problem'), 'Enter a token.');
      find('token').focus();
      return;
    }
    sessionStorage.setItem(TOKEN_KEY, token);
    find('token').value = '';
    this.#signIn.signIn(token);
  }

  #signOut() {
    sessionStorage.removeItem(TOKEN_KEY);
    this.#signIn.signOut();
    find('token').focus();
  }

  async #readAll() {
    find('read-all').disabled = true;
    await this.#list.readAll();
    find('read-all').disabled = false;
    find('notifications').focus();
  }

  #show(state, reason) {
    const { user } = this.#signIn;
    if (state === SignInState.REFUSED) {
      sessionStorage.removeItem(TOKEN_KEY);
    }
    const out = state === SignInState.SIGNED_OUT || state === SignInState.REFUSED;
    if (out) {
      this.#forget();
    } else if (user !== undefined && user.userId !== this.#userId) {
      this.#forget();
      this.#userId = user.userId;
    }
    mark(find('notifications'), 'state', state);
    find('sign-in').hidden = !out;
    find('account').hidden = out;
    setText(find('sign-in-problem'), state === SignInState.REFUSED ? `Signed out: ${reason}.` : '');
    setText(find('user'), user?.userId ?? this.#userId ?? 'Signing in…');
    setText(find('role'), user?.role ?? '');
    setText(find('expires'), user === undefined ? 'waiting for the server' : validUntil(user.expiresAt));
    this.#count();
  }

  #forget() {
    this.#userId = undefined;
    this.#beginnings = 0;
    this.#notifications.forget();
    this.#list.clear();
    this.#toasts.clear();
  }

  async #showLive({ live, reason }) {
    mark(find('live'), 'live', String(live));
    setText(find('live'), live ? 'Live' : 'Not live');
    find('live').title = live ? 'New notifications are shown as they come' : reason;
    if (!live) {
      return;
    }
    this.#beginnings += 1;
    try {
      const { userId } = this.#signIn.user ?? {};
      const kept = await this.#notifications.history();
      if (userId === this.#signIn.user?.userId) {
        kept.forEach((notification) => this.#list.take(notification));
      }
    } catch {
      // Counted and shown by the connection; what comes is shown all the same.
    }
  }

  #take({ notification, missed }) {
    const known = this.#list.has(notification.id);
    this.#list.take(notification);
    if (!known && notification.read !== true && (!missed || this.#beginnings > 1)) {
      this.#tell(notification);
    }
  }

  /** On a phone the panel is all there is to see, and what is new stands at its top already. */
  #tell({ kind, title, body }) {
    if (find('notifications').hidden || !matchMedia(PHONE).matches) {
      this.#toasts.show({ kind: String(kind ?? ''), title: String(title ?? ''), body: String(body ?? '') });
    } else {
      setText(find('spoken'), `New notification: ${title}`);
    }
  }

  #count() {
    const { unread, size } = this.#list;
    find('unread').hidden = unread === 0;
    setText(find('unread'), unread > 99 ? '99+' : String(unread));
    find('bell').setAttribute('aria-label', unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`);
    find('read-all').hidden = unread === 0;
    find('no-notifications').hidden = size > 0 || find('account').hidden;
  }
}

function validUntil(expiresAt) {
  const atMs = Date.parse(expiresAt);
  return Number.isNaN(atMs) ? '' : `token valid until ${clockTime(atMs)}`;
}

function find(id) {
  return document.getElementById(id);
}
