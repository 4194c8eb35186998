/**
 * The development key and the tokens that the command line signs.
 *
 * <p>May know {@code bus}, {@code kit} and {@code launcher.settings}. Start reading at
 * {@link io.quotewire.launcher.credential.SigningKey}.
 */
@NullMarked
package io.quotewire.launcher.credential;

import org.jspecify.annotations.NullMarked;
