/** Examples that break the rules for {@code kit}. */
@NullMarked
package io.quotewire.architecture.broken.kit;

import org.jspecify.annotations.NullMarked;
