/**
 * Made-up prices, the same for the same seed: {@link io.quotewire.feed.source.simulator.SimulatedMarket} makes the n-th
 * event whatever the time, {@link io.quotewire.feed.source.simulator.SimulatorSource} says when. May know {@code source}
 * and the kit.
 */
@NullMarked
package io.quotewire.feed.source.simulator;

import org.jspecify.annotations.NullMarked;
