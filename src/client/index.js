/**
 * quotewire-client: one connection to a Quotewire gateway. Start reading at {@link Connection}.
 */
export { Connection } from './connection.js';
export { PROTOCOL, sockJs, webSocket } from './transports.js';
export { SignIn, SignInState } from './sign-in.js';
export { Notifications } from './notifications.js';
export { markAsRead } from './notification-api.js';
export { RequestFailure } from './requests.js';
export { State } from './states.js';
export { comesBack, describeClose } from './close-codes.js';
export { compare, group, isDecimal, round, sign } from './decimal.js';
