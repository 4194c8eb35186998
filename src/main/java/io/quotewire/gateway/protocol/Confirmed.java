package io.quotewire.gateway.protocol;

import io.quotewire.bus.Unrecovered;
import org.jspecify.annotations.Nullable;

/**
 * A channel that was granted.
 *
 * @param channel its name
 * @param epoch of its numbering; null if there is none yet
 * @param seq where it stands
 * @param recovered whether what was missed follows
 * @param reason why not, where somebody has said how far they had come; else null
 */
public record Confirmed(
        String channel,
        @Nullable String epoch,
        long seq,
        boolean recovered,
        @Nullable Unrecovered reason) {}
