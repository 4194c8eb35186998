package io.quotewire.gateway.subscription;

import io.quotewire.bus.ChannelMessage;
import io.quotewire.gateway.protocol.Outbound;

/**
 * A message of a channel, and the same as it is sent, encoded once for all.
 *
 * @param message it
 * @param encoded to be sent
 */
record Announced(ChannelMessage message, Outbound encoded) {}
