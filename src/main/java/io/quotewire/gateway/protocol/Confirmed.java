package io.quotewire.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A channel that was granted.
 *
 * @param channel its name
 * @param epoch of its numbering; null if there is none yet
 * @param seq where it stands
 * @param recovered whether what was missed follows
 */
public record Confirmed(String channel, @Nullable String epoch, long seq, boolean recovered) {}
