package io.quotewire.feed.quality;

/**
 * Whose ticks they are.
 *
 * @param feed the feed's name in the configuration
 * @param source what its ticks carry as {@code source}
 */
public record Origin(String feed, String source) {}
