/**
 * Tells what must be traceable, on the bus, at a bounded rate; monitoring writes it down.
 *
 * <p>May know the bus contract and the kit. Start reading at {@link io.quotewire.gateway.audit.AuditTrail}.
 */
@NullMarked
package io.quotewire.gateway.audit;

import org.jspecify.annotations.NullMarked;
