/**
 * Prices over REST for as long as a stream is down.
 *
 * <p>{@link io.quotewire.feed.source.polling.FallbackSource} stands around a stream and decides who delivers;
 * {@link io.quotewire.feed.source.polling.Poller} asks again and again, as often as the exchange allows;
 * {@link io.quotewire.feed.source.polling.RestProtocol} is what an exchange adds. May know {@code source} and the kit. Start
 * at {@link io.quotewire.feed.source.polling.FallbackSource}.
 */
@NullMarked
package io.quotewire.feed.source.polling;

import org.jspecify.annotations.NullMarked;
