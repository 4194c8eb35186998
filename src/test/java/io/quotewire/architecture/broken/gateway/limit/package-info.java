/** Examples that break the rules for {@code gateway.limit}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.limit;

import org.jspecify.annotations.NullMarked;
