/**
 * quotewire-client: one connection to a Quotewire gateway. Start reading at {@link Connection}.
 */
export { Connection, PROTOCOL } from './connection.js';
export { RequestFailure } from './requests.js';
export { State } from './states.js';
export { comesBack, describeClose } from './close-codes.js';
export { compare, group, isDecimal, round, sign } from './decimal.js';
