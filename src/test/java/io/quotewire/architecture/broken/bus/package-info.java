/** Examples that break the rules for {@code bus}. */
@NullMarked
package io.quotewire.architecture.broken.bus;

import org.jspecify.annotations.NullMarked;
