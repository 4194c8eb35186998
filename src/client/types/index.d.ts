/**
 * quotewire-client: one connection to a Quotewire gateway. Start reading at {@link Client}.
 */
export { Client } from './client.js';
export { Connection } from './connection/connection.js';
export { comesBack, describeClose } from './connection/close-codes.js';
export { RequestFailure } from './connection/requests.js';
export { nextState, State } from './connection/states.js';
export { SubscriptionState } from './subscription/states.js';
export { Api } from './transport/api.js';
export { polling } from './transport/polling.js';
export { sockJs } from './transport/sock-js.js';
export { PROTOCOL, webSocket } from './transport/transports.js';
export { markAsRead } from './user/notification-api.js';
export { Notifications } from './user/notifications.js';
export { SignIn, SignInState } from './user/sign-in.js';
export { compare, group, isDecimal, round, sign } from './decimal.js';
