/**
 * The process's meters: {@link io.quotewire.kit.metrics.Meters} finds the registry that Vert.x and every verticle share.
 */
@NullMarked
package io.quotewire.kit.metrics;

import org.jspecify.annotations.NullMarked;
