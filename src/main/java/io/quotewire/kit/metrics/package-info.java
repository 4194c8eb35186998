/**
 * Access to the process's meters. May know Micrometer and Vert.x's metrics. Start at
 * {@link io.quotewire.kit.metrics.Meters}.
 */
@NullMarked
package io.quotewire.kit.metrics;

import org.jspecify.annotations.NullMarked;
