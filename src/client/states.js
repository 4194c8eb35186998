/**
 * The states of a connection and the moves between them.
 *
 * @typedef {'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error'} StateName
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

/** @type {Readonly<Record<StateName, readonly StateName[]>>} */
const MOVES = Object.freeze({
  disconnected: ['connecting'],
  connecting: ['connected', 'reconnecting', 'error', 'disconnected'],
  connected: ['reconnecting', 'error', 'disconnected'],
  // To itself: another attempt failed, the next one has its own time and reason.
  reconnecting: ['connected', 'reconnecting', 'error', 'disconnected'],
  error: ['connecting', 'disconnected'],
});

/**
 * Whether a connection may go from one state to another.
 *
 * @param {StateName} from where it is
 * @param {StateName} to where it wants to go
 * @returns {boolean} true when the move is legal
 */
export function mayMove(from, to) {
  return MOVES[from].includes(to);
}
