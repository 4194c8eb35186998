package io.quotewire.feed.source.stream;

/**
 * What an exchange asks of its clients, and what they may expect. Immutable.
 *
 * @param messageGapMs the least time between two messages to it, milliseconds: its limit with a margin
 * @param silenceMs a connection on which it sends no message for so long is given up, unless configured otherwise
 * @param lifeMs after so long the connection is renewed, before the exchange cuts it; 0 if it lives as long as it likes
 * @param answersPerSymbol how many answers each symbol of a subscription gets, yes or no; 0 if they are not counted by symbol
 * @param onlyChanges whether a price that equals the one before is a repetition, since only changes are sent
 */
public record ExchangeTerms(
        long messageGapMs, long silenceMs, long lifeMs, int answersPerSymbol, boolean onlyChanges) {}
