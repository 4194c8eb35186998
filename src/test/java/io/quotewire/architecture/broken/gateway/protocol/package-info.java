/** Examples that break the rules for {@code gateway.protocol}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.protocol;

import org.jspecify.annotations.NullMarked;
