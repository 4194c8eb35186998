/**
 * Random secrets, and a file that knows them by their hashes only.
 *
 * <p>Knows libraries and {@code kit.config}. Start reading at {@link io.quotewire.kit.secret.KeyFile}.
 */
@NullMarked
package io.quotewire.kit.secret;

import org.jspecify.annotations.NullMarked;
