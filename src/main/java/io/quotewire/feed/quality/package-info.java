/**
 * From events to ticks: what is checked, merged and numbered before anybody sees it.
 *
 * <p>{@link io.quotewire.feed.quality.Quotes} holds every symbol of the node's feeds; a
 * {@link io.quotewire.feed.quality.SymbolBook} one symbol's newest state. May know the bus contract and
 * {@code feed.source}. Start at {@link io.quotewire.feed.quality.Quotes}.
 */
@NullMarked
package io.quotewire.feed.quality;

import org.jspecify.annotations.NullMarked;
