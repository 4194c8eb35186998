/**
 * A SockJS server, protocol 0.3.3: one kind of session over WebSockets, streaming responses or polling, whatever lets a
 * client through.
 *
 * <p>Knows HTTP and nothing of what is said: a {@link io.quotewire.gateway.transport.sockjs.SockJsService} is mounted under
 * a prefix and gets a {@link io.quotewire.gateway.transport.sockjs.SockJsSocket} for each session. May know {@code auth}
 * and {@code transport.websocket}, and {@link io.quotewire.gateway.protocol.Lane}, nothing else of the gateway. Start reading at
 * {@link io.quotewire.gateway.transport.sockjs.SockJsService}.
 *
 * <p>Requests of one HTTP session arrive on any event loop of the node; the session lives on one, by the hash of its id, and
 * the loops pass it what came. The protocol is described by its conformance suite, {@code sockjs-protocol-0.3.3.py}.
 */
@NullMarked
package io.quotewire.gateway.transport.sockjs;

import org.jspecify.annotations.NullMarked;
