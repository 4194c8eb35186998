/**
 * From arguments, environment and files to a {@link io.quotewire.launcher.settings.Plan} of what to start, or to a list
 * of everything that is wrong.
 *
 * <p>May know {@code bus} and {@code kit}; never a verticle: their sections are found as services, their classes by name.
 * Start reading at {@link io.quotewire.launcher.settings.Configuration}.
 */
@NullMarked
package io.quotewire.launcher.settings;

import org.jspecify.annotations.NullMarked;
