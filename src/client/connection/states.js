/**
 * The states of a connection, what can happen to it, and where that leads.
 *
 * @typedef {'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error'} StateName
 * @typedef {'connect' | 'disconnect' | 'welcomed' | 'lost' | 'ended' | 'refused'} Happening `connect` and `disconnect` are
 *     asked for by the page; `welcomed`: the server said `connected`; `lost`: it comes back; `ended`: closed in peace;
 *     `refused`: the server does not want this client back as it is
 */

/** @type {Readonly<Record<'DISCONNECTED' | 'CONNECTING' | 'CONNECTED' | 'RECONNECTING' | 'ERROR', StateName>>} */
export const State = Object.freeze({
  /** Not asked to connect, asked to stop, or closed by the server for good and in peace. */
  DISCONNECTED: 'disconnected',
  /** The first attempt is under way. */
  CONNECTING: 'connecting',
  /** The server has said `connected`. */
  CONNECTED: 'connected',
  /** Lost, or never reached: waiting for the next attempt, or in it. */
  RECONNECTING: 'reconnecting',
  /** The server does not want this client back as it is: nothing more is tried. */
  ERROR: 'error',
});

/** @type {Readonly<Partial<Record<Happening, StateName>>>} */
const END = Object.freeze({ ended: 'disconnected', refused: 'error', disconnect: 'disconnected' });

/** @type {Readonly<Record<StateName, Readonly<Partial<Record<Happening, StateName>>>>>} */
export const MOVES = Object.freeze({
  disconnected: { connect: 'connecting' },
  connecting: { welcomed: 'connected', lost: 'reconnecting', ...END },
  connected: { lost: 'reconnecting', ...END },
  // To itself: another attempt failed, the next one has its own time and reason.
  reconnecting: { welcomed: 'connected', lost: 'reconnecting', ...END },
  error: { connect: 'connecting', disconnect: 'disconnected' },
});

/**
 * Where something that happens leads.
 *
 * @param {StateName} state where the connection is
 * @param {Happening} happening what happens to it
 * @returns {StateName | undefined} the next state; undefined where it means nothing
 */
export function nextState(state, happening) {
  return MOVES[state][happening];
}
