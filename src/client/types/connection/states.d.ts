/**
 * The states of a connection, what can happen to it, and where that leads.
 *
 * @typedef {'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error'} StateName
 * @typedef {'connect' | 'disconnect' | 'welcomed' | 'lost' | 'ended' | 'refused'} Happening `connect` and `disconnect` are
 *     asked for by the page; `welcomed`: the server said `connected`; `lost`: it comes back; `ended`: closed in peace;
 *     `refused`: the server does not want this client back as it is
 */
export type StateName = 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error';
export type Happening = 'connect' | 'disconnect' | 'welcomed' | 'lost' | 'ended' | 'refused';
/** @type {Readonly<Record<'DISCONNECTED' | 'CONNECTING' | 'CONNECTED' | 'RECONNECTING' | 'ERROR', StateName>>} */
export declare const State: Readonly<Record<'DISCONNECTED' | 'CONNECTING' | 'CONNECTED' | 'RECONNECTING' | 'ERROR', StateName>>;
/** @type {Readonly<Record<StateName, Readonly<Partial<Record<Happening, StateName>>>>>} */
export declare const MOVES: Readonly<Record<StateName, Readonly<Partial<Record<Happening, StateName>>>>>;
/**
 * Where something that happens leads.
 *
 * @param {StateName} state where the connection is
 * @param {Happening} happening what happens to it
 * @returns {StateName | undefined} the next state; undefined where it means nothing
 */
export declare function nextState(state: StateName, happening: Happening): StateName | undefined;
