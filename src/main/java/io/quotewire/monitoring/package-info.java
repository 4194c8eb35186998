/**
 * Health, metrics and figures of a node, on its own port; on every node whatever its other roles.
 *
 * <p>May know the bus contract and the kit; never another verticle: what it tells of them, it asked over the bus. Start
 * reading at {@link io.quotewire.monitoring.MonitoringVerticle}.
 */
@NullMarked
package io.quotewire.monitoring;

import org.jspecify.annotations.NullMarked;
