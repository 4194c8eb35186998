/**
 * Coinbase Exchange: its messages ({@link io.quotewire.feed.source.coinbase.CoinbaseParser}) and what its WebSocket feed
 * wants ({@link io.quotewire.feed.source.coinbase.CoinbaseProtocol}). May know the packages {@code source} and
 * {@code source.stream}.
 */
@NullMarked
package io.quotewire.feed.source.coinbase;

import org.jspecify.annotations.NullMarked;
