/** Examples that break the rules for {@code gateway}. */
@NullMarked
package io.quotewire.architecture.broken.gateway;

import org.jspecify.annotations.NullMarked;
