/**
 * Binance, spot and futures: its messages ({@link io.quotewire.feed.source.binance.BinanceParser}) and its product names
 * ({@link io.quotewire.feed.source.binance.BinanceSymbols}). and what its streams want
 * ({@link io.quotewire.feed.source.binance.BinanceProtocol}). May know the packages {@code source} and {@code source.stream}.
 */
@NullMarked
package io.quotewire.feed.source.binance;

import org.jspecify.annotations.NullMarked;
