/**
 * Several nodes on this machine, each a process of this same program, started, watched and ended together.
 *
 * <p>May know {@code bus}, {@code kit}, {@code launcher.settings} and {@code launcher.node}. Start reading at
 * {@link io.quotewire.launcher.fleet.Fleet}.
 */
@NullMarked
package io.quotewire.launcher.fleet;

import org.jspecify.annotations.NullMarked;
