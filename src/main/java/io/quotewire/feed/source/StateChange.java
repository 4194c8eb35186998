package io.quotewire.feed.source;

import io.quotewire.bus.FeedState;

/**
 * One move of a source's state.
 *
 * @param from the state before
 * @param to the state now
 * @param reason why, for a person; begins with the kind of error where it is one
 */
public record StateChange(FeedState from, FeedState to, String reason) {}
