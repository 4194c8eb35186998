/**
 * Ticks that other services send over the bus. {@link io.quotewire.feed.source.bus.BusSource} takes the requests,
 * {@link io.quotewire.feed.source.bus.IngestedTick} says what a tick must look like. May know the bus contract, the kit and
 * {@code source}.
 */
@NullMarked
package io.quotewire.feed.source.bus;

import org.jspecify.annotations.NullMarked;
