/**
 * Exchanges for tests: they speak the documented protocols of Coinbase Exchange, Kraken, Binance and CoinCap, and on command
 * do the nasty things that exchanges do.
 *
 * <p>{@link io.quotewire.testkit.exchange.EmulatedExchange} is what all have in common and knows no transport;
 * {@link io.quotewire.testkit.exchange.Dialect} is what each adds. {@link io.quotewire.testkit.exchange.ExchangeServer} gives
 * it real sockets, WebSocket and REST; {@link io.quotewire.testkit.exchange.MemoryNet} joins it with a stream without
 * sockets, by a clock that a test drives. Start at {@link io.quotewire.testkit.exchange.ExchangeServer}.
 */
package io.quotewire.testkit.exchange;
