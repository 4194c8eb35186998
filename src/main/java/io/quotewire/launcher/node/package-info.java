/**
 * The life of a node: Vert.x, alone or in a cluster, the verticles in their order, readiness, the drain, signals.
 *
 * <p>May know {@code bus}, {@code kit} and {@code launcher.settings}. Start reading at
 * {@link io.quotewire.launcher.node.Node}.
 */
@NullMarked
package io.quotewire.launcher.node;

import org.jspecify.annotations.NullMarked;
