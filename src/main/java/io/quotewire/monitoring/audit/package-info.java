/**
 * Writes down what must be traceable on this node: one JSON line for each event, in files of bounded size and number.
 *
 * <p>May know the bus contract and the kit. Start reading at {@link io.quotewire.monitoring.audit.AuditLog}.
 */
@NullMarked
package io.quotewire.monitoring.audit;

import org.jspecify.annotations.NullMarked;
