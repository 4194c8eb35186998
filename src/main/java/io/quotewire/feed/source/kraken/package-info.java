/**
 * Kraken spot, version 2: its messages ({@link io.quotewire.feed.source.kraken.KrakenParser}), its names
 * ({@link io.quotewire.feed.source.kraken.KrakenSymbols}) and what its WebSocket interface wants
 * ({@link io.quotewire.feed.source.kraken.KrakenProtocol}); over REST
 * {@link io.quotewire.feed.source.kraken.KrakenRest}. May know the packages {@code source},
 * {@code source.stream} and {@code source.polling}.
 */
@NullMarked
package io.quotewire.feed.source.kraken;

import org.jspecify.annotations.NullMarked;
