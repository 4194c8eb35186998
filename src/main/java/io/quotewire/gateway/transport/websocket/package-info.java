/**
 * What every WebSocket of ours is below the messages: the upgrade, RFC 6455 frames, compression, close handshake.
 *
 * <p>Vert.x does HTTP, routing and the handshake; then its handlers are taken out of the channel and Netty's own codec and a
 * {@link io.quotewire.gateway.transport.websocket.TakenOverSocket} serve it. All that is internal to Vert.x stands in
 * {@link io.quotewire.gateway.transport.websocket.Takeover}. Where Vert.x's pipeline is not the one that it knows, a
 * {@link io.quotewire.gateway.transport.websocket.PlainSocket} on Vert.x's public API serves the same port,
 * {@link io.quotewire.gateway.transport.websocket.WireSocket}.
 *
 * <p>What waits to be sent waits in {@link io.quotewire.gateway.transport.websocket.Lanes}, whatever the socket: private
 * messages overtake prices. May know Vert.x, Netty and {@link io.quotewire.gateway.protocol.Lane}, nothing else of the gateway.
 * Start reading at
 * {@link io.quotewire.gateway.transport.websocket.Upgrade}.
 */
@NullMarked
package io.quotewire.gateway.transport.websocket;

import org.jspecify.annotations.NullMarked;
