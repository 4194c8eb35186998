/**
 * What the gateway asks of other verticles: requests over the bus with a deadline, their failures turned into refusals that
 * clients understand. Knows {@code bus} and {@code gateway.protocol}; used by sessions, subscriptions and transports.
 *
 * <p>Start with {@link io.quotewire.gateway.remote.NotificationRequests}.
 */
@NullMarked
package io.quotewire.gateway.remote;

import org.jspecify.annotations.NullMarked;
