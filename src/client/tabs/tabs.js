import { State } from '../connection/states.js';
import { channelOf } from '../subscription/subscriptions.js';
import { Leadership } from './leadership.js';
import { Port } from './port.js';
import { TabSocket } from './tab-socket.js';

/**
 * One connection for all tabs of a browser: one tab speaks for all, the others speak to it as if it were the gateway. When
 * it closes another one takes over, and each goes on from where it was.
 *
 * @typedef {import('./tab-socket.js').Note} Note
 * @typedef {import('./leadership.js').Locks} Locks
 * @typedef {import('./port.js').Client} Client
 * @typedef {object} TabsOptions
 * @property {import('../connection/clock.js').Clock} clock
 * @property {Locks} [locks]
 * @property {typeof globalThis.BroadcastChannel} [BroadcastChannel]
 */

/** What is an answer, or is said to each tab by its port. */
const NOT_FOR_ALL = ['connected', 'pong', 'authenticated', 'subscription_confirmed', 'subscription_failed', 'heartbeat'];

export class Tabs {
  #name;
  #clock;
  #locks;
  #leadership;
  #channel;
  #tab = Math.random().toString(36).slice(2);
  /** @type {Set<(note: Note) => void>} */
  #listeners = new Set();
  /** @type {Map<string, Port>} */
  #ports = new Map();
  /** @type {Set<string>} those that wait for a connection */
  #waiting = new Set();
  /** @type {Client | undefined} */
  #client;
  /** @type {object | undefined} */
  #welcome;

  /**
   * @param {string} name of those who share a connection
   * @param {TabsOptions & {locks: Locks, BroadcastChannel: typeof globalThis.BroadcastChannel}} options
   */
  constructor(name, { clock, locks, BroadcastChannel }) {
    this.#name = `quotewire ${name}`;
    this.#clock = clock;
    this.#locks = locks;
    this.#channel = new BroadcastChannel(this.#name);
    this.#leadership = new Leadership(this.#name, locks, () => this.#takeOver());
    // Node would wait for it.
    /** @type {any} */ (this.#channel).unref?.();
    this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  /**
   * Tabs that share a connection, where the browser can do that.
   *
   * @param {string | undefined} name
   * @param {TabsOptions} options
   * @returns {Tabs | undefined}
   */
  static of(name, { clock, locks = globalThis.navigator?.locks, BroadcastChannel = globalThis.BroadcastChannel }) {
    return name === undefined || locks === undefined || BroadcastChannel === undefined
      ? undefined
      : new Tabs(name, { clock, locks, BroadcastChannel });
  }

  /** Whether this tab speaks for all. */
  get isLeader() {
    return this.#leadership.isLeader;
  }

  /**
   * What speaks for all, whenever it is this tab's turn.
   *
   * @param {Client} client
   */
  serve(client) {
    this.#client = client;
    client.connection.onMessage('*', (message) => this.#pass(message));
    client.connection.onState(({ state }) => {
      if (state === State.CONNECTED) {
        [...this.#waiting].forEach((line) => this.#admit(line));
      } else {
        [...this.#ports.keys()].forEach((line) => this.#dismiss(line));
      }
    });
  }

  /** @returns {Promise<void>} settled when it is clear whether this tab speaks for all */
  async begin() {
    await this.#leadership.begin();
    if (this.isLeader) {
      this.#post({ kind: 'leader' });
    }
  }

  end() {
    [...this.#ports.keys()].forEach((line) => this.#dismiss(line));
    this.#leadership.end();
  }

  /** A line to the tab that speaks for all. */
  open() {
    return new TabSocket({
      tab: this.#tab,
      clock: this.#clock,
      post: (note) => this.#post(note),
      listen: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      hold: (line) => this.#hold(line),
    });
  }

  /**
   * @param {string} line
   * @returns {() => void} lets go
   */
  #hold(line) {
    /** @type {(nothing: void) => void} */
    let release = () => {};
    const held = new Promise((resolve) => {
      release = resolve;
    });
    this.#locks.request(`${this.#name} ${line}`, () => held).catch(() => {});
    return () => release();
  }

  #takeOver() {
    // To the lines of this tab itself, too.
    [...this.#listeners].forEach((listener) => listener({ kind: 'leader' }));
    this.#post({ kind: 'leader' });
  }

  /** @param {Note} note */
  #post(note) {
    this.#channel.postMessage(note);
  }

  /** @param {Note} note */
  #hear(note) {
    [...this.#listeners].forEach((listener) => listener(note));
    const { kind, from = '', text = '' } = note;
    if (!this.isLeader) {
      return;
    }
    if (kind === 'open') {
      this.#opened(from);
    } else if (kind === 'text') {
      this.#ports.get(from)?.take(JSON.parse(text));
    } else if (kind === 'close') {
      this.#closed(from);
    }
  }

  /** @param {string} line */
  #opened(line) {
    this.#waiting.add(line);
    // The lock is free when that tab is gone, however it went.
    this.#locks.request(`${this.#name} ${line}`, () => this.#closed(line)).catch(() => {});
    if (this.#client?.connection.state === State.CONNECTED) {
      this.#admit(line);
    } else {
      this.#post({ kind: 'wait', to: line });
    }
  }

  /** @param {string} line */
  #admit(line) {
    const client = this.#client;
    if (client === undefined || this.#welcome === undefined) {
      return;
    }
    this.#waiting.delete(line);
    const say = (/** @type {object} */ message) => {
      if (this.#ports.has(line)) {
        this.#post({ kind: 'text', to: line, text: JSON.stringify(message) });
      }
    };
    this.#ports.set(line, new Port(client, say));
    this.#post({ kind: 'welcome', to: line });
    say(this.#welcome);
  }

  /** @param {string} line */
  #dismiss(line) {
    this.#post({ kind: 'closed', to: line, code: 1001, reason: 'the connection of all tabs is lost' });
    this.#closed(line);
  }

  /** @param {string} line */
  #closed(line) {
    this.#waiting.delete(line);
    const port = this.#ports.get(line);
    this.#ports.delete(line);
    port?.end();
  }

  /**
   * Hands on what was not asked for.
   *
   * @param {import('../protocol.js').Message} message
   */
  #pass(message) {
    if (message.type === 'connected') {
      this.#welcome = message;
      [...this.#waiting].forEach((line) => this.#admit(line));
      return;
    }
    const asked = message.id !== undefined || NOT_FOR_ALL.includes(message.type);
    const subscribed = this.#client?.subscriptions.find(channelOf(message) ?? '') !== undefined;
    if (!asked && !subscribed) {
      const text = JSON.stringify(message);
      this.#ports.forEach((_, line) => this.#post({ kind: 'text', to: line, text }));
    }
  }
}
