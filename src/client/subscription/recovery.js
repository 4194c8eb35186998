/**
 * Fetches what is missing in the middle of a channel, in one answer, so that it comes or does not come as a whole.
 *
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('./order.js').EachOnce} EachOnce
 */

const PAGE = 1_000;
const MOST_HELD = 1_000;
const FIRST_DELAY_MS = 1_000;
const MOST_DELAY_MS = 30_000;
/** There is no history of a channel that is not kept. */
const NOT_KEPT = 'BAD_MESSAGE';

export class Recovery {
  #channel;
  #order;
  #on;
  /** What came too early. @type {Map<number, Message>} */
  #held = new Map();
  #running = false;
  /** The newest that was held when the answer was asked for: it knows of all before that one. */
  #asked = 0;
  /** Changes when it is called off. */
  #life = 0;
  /** @type {any} */
  #timer;

  /**
   * @param {string} channel
   * @param {EachOnce} order
   * @param {object} on what it uses and tells
   * @param {import('../connection/clock.js').Clock} on.clock
   * @param {(data: object) => Promise<Message>} on.history asks for it
   * @param {(message: Message) => void} on.message one that was missing, or had been held back
   * @param {(reason: string) => void} on.reset it cannot be had
   */
  constructor(channel, order, on) {
    this.#channel = channel;
    this.#order = order;
    this.#on = on;
  }

  /**
   * Holds a message back until what is missing before it has come.
   *
   * @param {Message} message
   * @returns {boolean} whether this began a recovery
   */
  hold(message) {
    if (this.#held.size < MOST_HELD) {
      this.#held.set(/** @type {number} */ (message.seq), message);
    }
    if (this.#running) {
      return false;
    }
    this.#run();
    return true;
  }

  /** Gives up: what is held was not handed on, so it comes again. */
  stop() {
    this.#life += 1;
    this.#running = false;
    this.#held.clear();
    this.#on.clock.clearTimeout(this.#timer);
  }

  async #run() {
    const life = this.#life;
    this.#running = true;
    const more = await this.#ask(life);
    if (life !== this.#life) {
      return;
    }
    if (more) {
      this.#run();
      return;
    }
    this.#running = false;
    this.#letGo();
  }

  /**
   * @param {number} life
   * @returns {Promise<boolean>} whether there is more to ask for
   */
  async #ask(life) {
    for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, MOST_DELAY_MS)) {
      try {
        this.#asked = Math.max(...this.#held.keys());
        const reply = await this.#on.history({ channel: this.#channel, since: this.#order.position, limit: PAGE });
        return life === this.#life && this.#take(reply.data);
      } catch (thrown) {
        const failure = /** @type {import('../connection/requests.js').RequestFailure} */ (thrown);
        if (failure.code === 'CLOSED') {
          this.stop();
        }
        if (life !== this.#life) {
          return false;
        }
        if (!failure.temporary) {
          this.#loosen(failure.code);
          return false;
        }
        await new Promise((resolve) => {
          this.#timer = this.#on.clock.setTimeout(() => resolve(undefined), failure.retryAfterMs ?? delayMs);
        });
      }
    }
  }

  /** @param {any} data of the answer */
  #take(data) {
    const { epoch, seq, recovered } = data ?? {};
    const messages = Array.isArray(data?.messages) ? data.messages : [];
    const from = this.#order.position;
    const asked = from?.epoch ?? null;
    if (asked !== null && !(recovered ?? (epoch === undefined || epoch === asked))) {
      this.#reset(data.reason ?? 'not all that was missed is kept');
    }
    for (const message of messages) {
      const before = this.#order.position;
      if (before !== undefined && message.seq > before.seq) {
        // The answer is complete: what it leaves out does not exist any more.
        this.#order.moveTo({ epoch: message.epoch ?? before.epoch, seq: message.seq - 1 });
      }
      this.#on.message(message);
    }
    if (Number.isSafeInteger(seq)) {
      this.#order.moveTo({ epoch, seq });
    }
    // An answer may be cut off where it gets too long.
    const at = this.#order.position;
    return at !== undefined && from !== undefined && at.seq > from.seq && Math.min(...this.#held.keys()) > at.seq + 1;
  }

  /** @param {string} code of what the server has against it */
  #loosen(code) {
    this.#order.loosen();
    this.#asked = 0;
    if (code !== NOT_KEPT) {
      this.#on.reset('what is missing cannot be had');
    }
  }

  /** @param {string} reason */
  #reset(reason) {
    this.#order.forget();
    this.#on.reset(reason);
  }

  #letGo() {
    const held = [...this.#held.values()].sort((a, b) => Number(a.seq) - Number(b.seq));
    this.#held.clear();
    const [first] = held;
    const at = this.#order.position;
    if (first !== undefined && at !== undefined && Number(first.seq) <= this.#asked) {
      // Asked, and told that there is nothing in between.
      this.#order.moveTo({ epoch: at.epoch, seq: Number(first.seq) - 1 });
    }
    // What is still missing is asked for anew.
    held.forEach((message) => this.#on.message(message));
  }
}
