/**
 * How clients reach us: handshakes, WebSocket frames, HTTP routes, the page.
 *
 * <p>Implements the port {@link io.quotewire.gateway.session.Connection} and knows no message: what comes in goes to the
 * session, what goes out is encoded already. Never knows {@code subscription}. Start reading at
 * {@link io.quotewire.gateway.transport.Routes}.
 */
@NullMarked
package io.quotewire.gateway.transport;

import org.jspecify.annotations.NullMarked;
