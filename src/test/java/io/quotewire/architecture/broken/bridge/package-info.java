/** Examples that break the rules for {@code bridge}. */
@NullMarked
package io.quotewire.architecture.broken.bridge;

import org.jspecify.annotations.NullMarked;
