/**
 * The command line: reads arguments, environment and files, and starts and ends a node.
 *
 * <p>May know {@code bus} and {@code kit}; never a verticle: it finds their sections of the configuration as services
 * and deploys them by the class names in {@code verticles.json}. Start reading at {@link io.quotewire.launcher.Main}.
 */
@NullMarked
package io.quotewire.launcher;

import org.jspecify.annotations.NullMarked;
