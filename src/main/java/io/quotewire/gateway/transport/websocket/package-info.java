/**
 * What every WebSocket of ours needs below the messages.
 *
 * <p>May know Vert.x, nothing else of the gateway. Start reading at
 * {@link io.quotewire.gateway.transport.websocket.MessageAssembly}.
 */
@NullMarked
package io.quotewire.gateway.transport.websocket;

import org.jspecify.annotations.NullMarked;
