/** Examples that break the rules for {@code launcher}. */
@NullMarked
package io.quotewire.architecture.broken.launcher;

import org.jspecify.annotations.NullMarked;
