/**
 * The contract between the verticles: addresses, message records, their codecs, failure codes, and nothing else.
 *
 * <p>Two kinds of message travel. What other services may send or read has a JSON body; its records have {@code toJson}
 * and {@code from}, and {@code from} throws {@link io.quotewire.bus.MalformedMessageException} with the field that is
 * wrong. What only our own verticles exchange at rate ({@link io.quotewire.bus.TickBatch},
 * {@link io.quotewire.bus.TickDigest}, {@link io.quotewire.bus.QuoteSnapshot}) goes by reference inside a node and as compact bytes between nodes.
 *
 * <p>May know Vert.x's buffer, json and eventbus types. Start reading at {@link io.quotewire.bus.Address}.
 */
@NullMarked
package io.quotewire.bus;

import org.jspecify.annotations.NullMarked;
