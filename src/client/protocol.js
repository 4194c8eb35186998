/**
 * The messages, as src/docs/PROTOCOL.md has them. Types only; numbers of the market are texts, digit for digit.
 *
 * @typedef {{epoch: string | null, seq: number}} Position
 * @typedef {string | number} Id of 64 characters at most
 *
 * @typedef {object} Message any message of the server
 * @property {string} type
 * @property {Id} [id] of the request that it answers
 * @property {string} [channel]
 * @property {number} [seq]
 * @property {string} [epoch]
 * @property {boolean} [snapshot]
 * @property {number} [merged] for how many it stands
 * @property {string} [high]
 * @property {string} [low]
 * @property {any} [data]
 * @property {string} [timestamp]
 *
 * @typedef {'live' | 'stale' | 'fallback' | 'halted'} FeedStatus
 * @typedef {'ANONYMOUS' | 'VIEWER' | 'TRADER' | 'ANALYST' | 'ADMIN' | 'SUPER_ADMIN'} Role
 * @typedef {'BAD_MESSAGE' | 'UNKNOWN_TYPE' | 'UNKNOWN_SYMBOL' | 'UNKNOWN_CHANNEL' | 'UNKNOWN_SERVICE'} MistakeCode
 * @typedef {'UNAUTHORIZED' | 'TOKEN_EXPIRED' | 'FORBIDDEN'} RightsCode
 * @typedef {'SUBSCRIPTION_LIMIT' | 'RATE_LIMITED' | 'MESSAGE_TOO_LARGE'} LimitCode
 * @typedef {'STORE_UNAVAILABLE' | 'FEED_UNAVAILABLE' | 'TIMEOUT' | 'INTERNAL'} TroubleCode
 * @typedef {MistakeCode | RightsCode | LimitCode | TroubleCode} ErrorCode
 * @typedef {object} Price
 * @property {string} symbol
 * @property {string} [price] of the last trade
 * @property {string} [volume]
 * @property {string} [change]
 * @property {string} [changePercent]
 * @property {string} [bid]
 * @property {string} [ask]
 * @property {string} [size]
 * @property {'buy' | 'sell'} [side]
 * @property {string} [time] of the exchange, as written
 * @property {string} source the feed; `simulated` for made-up prices
 * @property {number} ts when the feed received it, epoch microseconds
 * @typedef {{id: string, kind: string, title: string, body: string, data: object, createdAt: string, read?: boolean}}
 *     Notification
 * @typedef {{channel: string, epoch: string | null, seq: number, recovered?: boolean, reason?: string}} Confirmed reason: why not all was recovered
 * @typedef {{code: ErrorCode, message: string, temporary: boolean, retryAfterMs?: number, details?: object}} Failure
 * @typedef {{userId: string, role: Role, expiresAt?: string}} User
 *
 * @typedef {{type: 'connected', data: {connectionId: string, node: string, heartbeatMs: number, protocol: string,
 *     user?: string, role: Role, resumed: boolean}, timestamp: string}} Connected
 * @typedef {{type: 'update', channel: string, seq: number, snapshot?: boolean, merged?: number, high?: string, low?: string,
 *     data: Price, timestamp: string}} Update
 * @typedef {{type: 'price_update', data: {prices: Record<string, Price & {seq: number}>}, timestamp: string}} PriceUpdate
 * @typedef {{type: 'symbol_status', data: {symbol: string, status: FeedStatus, source: string, since: string,
 *     computed?: ('volume' | 'change' | 'changePercent')[]}, timestamp: string}} SymbolStatus
 * @typedef {{type: 'notification', channel: string, epoch: string, seq: number, data: Notification, timestamp?: string}}
 *     NotificationMessage
 * @typedef {{type: 'subscription_confirmed', id?: Id, data: {channels: Confirmed[]}, timestamp: string}}
 *     SubscriptionConfirmed
 * @typedef {{type: 'subscription_failed', id?: Id, data: {channel: string, symbol?: string} & Failure, timestamp: string}}
 *     SubscriptionFailed
 * @typedef {{type: 'unsubscribed', id?: Id, data: {channels: string[], reason?: string, remaining?: string[]},
 *     timestamp: string}} Unsubscribed
 * @typedef {{type: 'authenticated', id?: Id, data: User, timestamp: string}} Authenticated
 * @typedef {{type: 'history', id?: Id, data: {channel: string, epoch: string | null, seq: number, recovered?: boolean,
 *     reason?: string, messages: Message[]}, timestamp: string}} History
 * @typedef {{type: 'published', id?: Id, data: {channel: string, seq: number}, timestamp: string}} Published
 * @typedef {{type: 'system', action: string, message: string, data: {action: string, message: string,
 *     reconnectAfterMs?: number, ticket?: string}, timestamp: string}} SystemNotice
 * @typedef {{type: 'error', id?: Id, data: Failure, timestamp: string}} ErrorMessage
 * @typedef {{type: 'heartbeat' | 'pong', id?: Id, timestamp: string}} SignOfLife
 * @typedef {{type: 'batch', data: Message[], timestamp: string}} Batch
 * @typedef {{type: 'presence', id?: Id, data: {channel: string, users: string[], total: number, connections: number},
 *     timestamp: string}} Presence
 * @typedef {{type: 'joined' | 'left', data: {channel: string, userId: string}, timestamp: string}} Movement
 * @typedef {{type: 'result', id?: Id, data: {body: any}, timestamp: string}} Result
 * @typedef {{type: string, channel: string, epoch: string, seq: number, data: any, timestamp: string}} Publication what a
 *     service or a client published to a channel
 * @typedef {Connected | Update | PriceUpdate | SymbolStatus | NotificationMessage | SubscriptionConfirmed |
 *     SubscriptionFailed | Unsubscribed | Authenticated | History | Published | SystemNotice | ErrorMessage | SignOfLife |
 *     Batch | Presence | Movement | Result | Publication} ServerMessage
 *
 * @typedef {{type: 'ping' | 'heartbeat' | 'get_status', id?: Id}} Ask
 * @typedef {{type: 'authenticate', id?: Id, data: {token: string, device?: string} | {apiKey: string, device?: string} |
 *     {ticket: string, device?: string}}} Authenticate
 * @typedef {{symbols?: string[], channels?: string[], mode?: 'latest' | 'all', maxRate?: number, batch?: boolean,
 *     since?: Record<string, Position>}} SubscribeArguments
 * @typedef {{type: 'subscribe', id?: Id, data: SubscribeArguments}} Subscribe
 * @typedef {{type: 'unsubscribe', id?: Id, symbols?: string[], channels?: string[],
 *     data?: {symbols?: string[], channels?: string[]}}} Unsubscribe
 * @typedef {{type: 'symbols', id?: Id, prefix?: string, data?: {prefix?: string}}} AskSymbols
 * @typedef {{type: 'get_price', id?: Id, data: {symbol: string}}} GetPrice
 * @typedef {{type: 'ack', data: {channel: string, seq: number}}} Acknowledge
 * @typedef {{type: 'history', id?: Id, data: {channel: string, since?: Position, limit?: number}}} AskHistory
 * @typedef {{type: 'publish', id?: Id, data: {channel: string, data: any, idempotencyKey?: string,
 *     excludeSelf?: boolean}}} Publish
 * @typedef {{type: 'presence', id?: Id, data: {channel: string}}} AskPresence
 * @typedef {{type: 'call', id?: Id, data: {service: string, body: any}}} Call
 * @typedef {Ask | Authenticate | Subscribe | Unsubscribe | AskSymbols | GetPrice | Acknowledge | AskHistory | Publish |
 *     AskPresence | Call} ClientMessage
 */
export {};
