/**
 * The TCP event-bus bridge: other services reach the bus over a socket. In this release only its configuration is
 * known; no verticle serves it yet.
 *
 * <p>May know {@code bus} and {@code kit}. Start reading at {@link io.quotewire.bridge.BridgeSection}.
 */
@NullMarked
package io.quotewire.bridge;

import org.jspecify.annotations.NullMarked;
