/**
 * The feed: takes prices in and publishes them as ticks.
 *
 * <p>{@link io.quotewire.feed.FeedVerticle} runs the configured feeds. Each {@link io.quotewire.feed.Feed} joins a
 * {@code source} (where prices come from) with {@code quality} (what is checked, merged and numbered) and the
 * {@link io.quotewire.feed.TickBatcher} (what goes out). May know the bus contract and the kit; nobody knows it.
 */
@NullMarked
package io.quotewire.feed;

import org.jspecify.annotations.NullMarked;
