/**
 * Where a channel is, and what a message means that comes.
 *
 * @typedef {import('../protocol.js').Message} Message
 * @typedef {import('../protocol.js').Position} Position
 * @typedef {import('../protocol.js').Confirmed} Confirmed
 * @typedef {'next' | 'old' | 'gap' | 'reset'} Verdict `next`: to be handed on; `old`: known; `gap`: some before it are
 *     missing; `reset`: to be handed on after all before it was forgotten
 */

/** So many in a row that seem old, each newer than the one before, and it is the numbering that is new. */
const RENUMBERED_AFTER = 3;
const MOST_PASSED = 100;

/**
 * The order of a symbol's prices: each message is the whole state, so the newest counts. A jump says that some were
 * merged; what is older than what is known came late, or again.
 */
export class NewestWins {
  /** @type {string | null} */
  #epoch = null;
  /** @type {number | undefined} */
  #seq;
  /** @type {number | undefined} when the feed received the newest, microseconds */
  #ts;
  /** @type {number[]} */
  #old = [];

  /** @returns {Position | undefined} */
  get position() {
    return this.#seq === undefined ? undefined : { epoch: this.#epoch, seq: this.#seq };
  }

  /**
   * @param {Confirmed} entry
   * @returns {string | undefined} why all is to be forgotten, if it is
   */
  confirmed({ epoch }) {
    if (epoch !== this.#epoch) {
      this.forget();
      this.#epoch = epoch;
    }
    return undefined;
  }

  /**
   * @param {Message} message
   * @returns {Verdict}
   */
  judge({ seq, snapshot, data }) {
    const ts = typeof data?.ts === 'number' ? data.ts : undefined;
    if (typeof seq !== 'number') {
      return 'next';
    }
    const newer = this.#seq === undefined || seq > this.#seq || (snapshot === true && seq === this.#seq);
    // A feed that began anew counts from the start: only the time tells this from a message that is late.
    const renumbered = ts !== undefined && this.#ts !== undefined && ts > this.#ts;
    if (!newer && !renumbered && !this.#goesOn(seq)) {
      return 'old';
    }
    this.#seq = seq;
    this.#ts = ts;
    this.#old = [];
    return 'next';
  }

  forget() {
    this.#seq = undefined;
    this.#ts = undefined;
    this.#old = [];
  }

  /** @param {number} seq that seems old */
  #goesOn(seq) {
    const last = this.#old.at(-1);
    this.#old = last === undefined || seq > last ? [...this.#old, seq] : [seq];
    return this.#old.length >= RENUMBERED_AFTER;
  }
}

/** The order of what is addressed to somebody: each message once, one by one. */
export class EachOnce {
  /** @type {Position | undefined} */
  #position;
  #replayed;
  /** Of a channel that is not kept: what was passed over last, and may come late. @type {Set<number> | undefined} */
  #passed;

  /**
   * @param {boolean} replayed whether a first subscription brings what was missed, so that its confirmation does not tell
   *     where the messages begin
   * @param {Position} [since] to go on from
   */
  constructor(replayed, since) {
    this.#replayed = replayed;
    this.#position = since;
  }

  /** Of the last one that was handed on. */
  get position() {
    return this.#position;
  }

  /**
   * @param {Confirmed} entry
   * @returns {string | undefined} why all is to be forgotten, if it is
   */
  confirmed({ epoch, seq, recovered, reason }) {
    if (reason === 'not_kept') {
      this.loosen();
    }
    const before = this.#position;
    if (before === undefined) {
      this.#begin(epoch, seq);
      return undefined;
    }
    if (before.epoch === null) {
      this.#position = { epoch, seq: before.seq };
      return undefined;
    }
    const anew = epoch !== null && epoch !== before.epoch;
    if (recovered === true && anew) {
      // Numbers go on under another name.
      this.#position = { epoch, seq: before.seq };
    }
    if (recovered ?? !anew) {
      return undefined;
    }
    this.#position = undefined;
    this.#begin(epoch, seq);
    return reason ?? (anew ? 'the numbering began anew' : 'not all that was missed is kept');
  }

  /**
   * @param {Message} message
   * @returns {Verdict}
   */
  judge({ epoch, seq }) {
    if (typeof seq !== 'number') {
      return 'next';
    }
    const before = this.#position;
    if (before === undefined) {
      this.#position = { epoch: epoch ?? null, seq };
      return 'next';
    }
    if (before.epoch !== null && epoch !== undefined && epoch !== before.epoch) {
      this.#position = { epoch, seq };
      return 'reset';
    }
    if (seq > before.seq + 1 && !this.#mayPass(before.seq + 1, seq)) {
      return 'gap';
    }
    if (seq <= before.seq) {
      return this.#passed?.delete(seq) ? 'next' : 'old';
    }
    this.#position = { epoch: epoch ?? before.epoch, seq };
    return 'next';
  }

  /**
   * Goes on from a position that the server has told: what lies before it will not come any more.
   *
   * @param {Position} position
   */
  moveTo(position) {
    if (this.#position === undefined || position.epoch !== this.#position.epoch || position.seq > this.#position.seq) {
      this.#position = position;
    }
  }

  forget() {
    this.#position = undefined;
  }

  /** Nothing is kept of this channel: messages are taken as they come, each once. */
  loosen() {
    this.#passed ??= new Set();
  }

  /**
   * @param {number} from
   * @param {number} to
   * @returns {boolean} whether these may be missing
   */
  #mayPass(from, to) {
    this.#passed?.clear();
    for (let seq = Math.max(from, to - MOST_PASSED); seq < to; seq++) {
      this.#passed?.add(seq);
    }
    return this.#passed !== undefined;
  }

  /**
   * @param {string | null} epoch
   * @param {number} seq
   */
  #begin(epoch, seq) {
    if (!this.#replayed && epoch !== null) {
      this.#position = { epoch, seq };
    }
  }
}
