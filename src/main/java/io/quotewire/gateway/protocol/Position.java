package io.quotewire.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How far somebody has come in a channel. Immutable.
 *
 * @param epoch under which the number counts; null for any
 * @param seq the last that was seen, 0 for none
 */
public record Position(@Nullable String epoch, long seq) {}
