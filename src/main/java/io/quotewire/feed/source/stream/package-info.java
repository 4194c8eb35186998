/**
 * Live WebSocket streams: everything that is the same for all exchanges.
 *
 * <p>{@link io.quotewire.feed.source.stream.StreamSource} connects, waits, tries again;
 * {@link io.quotewire.feed.source.stream.StreamConnection} is one connection's life, {@code Pacer}, {@code SilenceWatch} and
 * {@code Answers} its parts; {@code Renewal} replaces a connection before its end; {@code StreamIntake} and
 * {@code Numbering} see to it that nothing is counted twice and a loss is seen;
 * {@link io.quotewire.feed.source.stream.ExchangeProtocol} is what an exchange adds;
 * {@link io.quotewire.feed.source.stream.Dialer} and {@link io.quotewire.feed.source.stream.Circuit} are the ports to the
 * net. May know {@code source} and the kit. Start at {@link io.quotewire.feed.source.stream.StreamSource}.
 */
@NullMarked
package io.quotewire.feed.source.stream;

import org.jspecify.annotations.NullMarked;
