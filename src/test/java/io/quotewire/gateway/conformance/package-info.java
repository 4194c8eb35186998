/**
 * Whether the server's WebSockets are as RFC 6455 and RFC 7692 want them, and its handshake as RFC 9110 and RFC 9112: raw
 * bytes against {@code /diagnostics/echo} of a gateway.
 *
 * <p>A {@link io.quotewire.gateway.conformance.Case} says what a client sends and what must come back; the classes named
 * after a chapter of the protocol list them, {@link io.quotewire.gateway.conformance.ConformanceTest} runs each with and
 * without compression. What every kind of socket promises, and the limits of the real endpoints, are looked at elsewhere.
 */
package io.quotewire.gateway.conformance;
