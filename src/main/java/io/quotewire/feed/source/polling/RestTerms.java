package io.quotewire.feed.source.polling;

/**
 * Where an exchange's REST interface is, and how often it may be asked. Times are milliseconds. Immutable.
 *
 * @param defaultUrl the public address, without a slash at its end
 * @param pauseMs the least time between two requests, so that the exchange's limit is kept with a margin
 * @param intervalMs the usual time from the beginning of a round to that of the next
 */
public record RestTerms(String defaultUrl, long pauseMs, long intervalMs) {}
