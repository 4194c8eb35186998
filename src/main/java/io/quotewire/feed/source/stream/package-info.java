/**
 * Live WebSocket streams: everything that is the same for all exchanges.
 *
 * <p>{@link io.quotewire.feed.source.stream.StreamSource} connects, waits, tries again;
 * {@link io.quotewire.feed.source.stream.StreamConnection} is one connection's life;
 * {@link io.quotewire.feed.source.stream.ExchangeProtocol} is what an exchange adds. May know {@code source} and the kit.
 */
@NullMarked
package io.quotewire.feed.source.stream;

import org.jspecify.annotations.NullMarked;
