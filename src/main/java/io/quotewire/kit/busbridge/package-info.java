/**
 * The protocol of Vert.x's event-bus bridges, by which programs in any language send, publish, ask and listen: JSON objects of
 * the types {@code ping}, {@code register}, {@code unregister}, {@code send} and {@code publish}, answered by {@code rec} and
 * {@code err}. It knows neither the socket nor who may what: see the ports {@link io.quotewire.kit.busbridge.PeerSocket} and
 * {@link io.quotewire.kit.busbridge.PeerRights}. Start with {@link io.quotewire.kit.busbridge.BusPeer}.
 */
@NullMarked
package io.quotewire.kit.busbridge;

import org.jspecify.annotations.NullMarked;
