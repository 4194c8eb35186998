/**
 * Binance, spot and futures: its messages ({@link io.quotewire.feed.source.binance.BinanceParser}) and its product names
 * ({@link io.quotewire.feed.source.binance.BinanceSymbols}). May know the package {@code source}.
 */
@NullMarked
package io.quotewire.feed.source.binance;

import org.jspecify.annotations.NullMarked;
