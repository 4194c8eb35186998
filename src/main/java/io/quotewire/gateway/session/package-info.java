/**
 * What happens on a connection, whatever transport carries it: one {@link io.quotewire.gateway.session.Session} for each,
 * owned by one event loop from the first message to the last.
 *
 * <p>Owns the port {@link io.quotewire.gateway.session.Connection} that transports implement. A new message type is a new
 * {@link io.quotewire.gateway.session.RequestHandler}; it touches no transport. Start reading at
 * {@link io.quotewire.gateway.session.Session}.
 */
@NullMarked
package io.quotewire.gateway.session;

import org.jspecify.annotations.NullMarked;
