/**
 * CoinCap: the messages of its price stream ({@link io.quotewire.feed.source.coincap.CoinCapParser}), its names
 * ({@link io.quotewire.feed.source.coincap.CoinCapSymbols}) and how it is asked
 * ({@link io.quotewire.feed.source.coincap.CoinCapProtocol}); over REST
 * {@link io.quotewire.feed.source.coincap.CoinCapRest}. May know the packages {@code source},
 * {@code source.stream} and {@code source.polling}.
 */
@NullMarked
package io.quotewire.feed.source.coincap;

import org.jspecify.annotations.NullMarked;
