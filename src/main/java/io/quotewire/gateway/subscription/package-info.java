/**
 * Who wants what, and the way of a tick to them: each event loop of the gateway has its own.
 *
 * <p>Owns the port {@link io.quotewire.gateway.subscription.Subscriber} that sessions implement; knows neither sessions
 * nor transports. Start reading at {@link io.quotewire.gateway.subscription.QuoteBook}.
 */
@NullMarked
package io.quotewire.gateway.subscription;

import org.jspecify.annotations.NullMarked;
