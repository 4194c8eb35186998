/**
 * Where prices come from: what every source offers, what it reports, and the words they share.
 *
 * <p>A {@link io.quotewire.feed.source.Source} has a {@link io.quotewire.feed.source.SourceState} and reports to a
 * {@link io.quotewire.feed.source.SourceSink}. Those that speak an exchange's language use its
 * {@link io.quotewire.feed.source.MessageParser}, live or from a recording. May know the bus contract and the kit; knows
 * nothing of the feed around it. Start at {@link io.quotewire.feed.source.Source}.
 */
@NullMarked
package io.quotewire.feed.source;

import org.jspecify.annotations.NullMarked;
