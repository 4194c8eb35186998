/**
 * The connection gateway: serves clients over WebSocket and HTTP, and fans prices out to them.
 *
 * <p>{@link io.quotewire.gateway.GatewayVerticle} counts what the node has and deploys one
 * {@link io.quotewire.gateway.GatewayLoop} for each event loop; a loop owns its connections from the handshake to the end.
 * Within: {@code transport} (sockets) → {@code session} (what happens on a connection) → {@code subscription} (who wants
 * what), with {@code remote} (what other verticles are asked), {@code policy} (who may do what), {@code protocol}, {@code auth} and
 * {@code limit} below. Start reading at {@link io.quotewire.gateway.GatewayLoop}.
 */
@NullMarked
package io.quotewire.gateway;

import org.jspecify.annotations.NullMarked;
