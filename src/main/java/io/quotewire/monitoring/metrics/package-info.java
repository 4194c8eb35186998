/**
 * The process's metrics: {@link io.quotewire.monitoring.metrics.ProcessMeters} registers those of the JVM and the
 * process, {@link io.quotewire.monitoring.metrics.Exposition} writes all of them as Prometheus text.
 *
 * <p>May know the kit.
 */
@NullMarked
package io.quotewire.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
