/**
 * What administrators do to those who are connected or want to be: disconnect, revoke, block, unblock, on every node; and the
 * blocks that come about without them.
 *
 * <p>May know the bus contract, the kit, {@code audit} and {@code limit}. Owns the port {@link io.quotewire.gateway.control.Crowd}, by which it reaches the
 * connections of its node. Start reading at {@link io.quotewire.gateway.control.ControlDesk}.
 */
@NullMarked
package io.quotewire.gateway.control;

import org.jspecify.annotations.NullMarked;
