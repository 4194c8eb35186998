/** Examples that break the rules for {@code gateway.transport}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.transport;

import org.jspecify.annotations.NullMarked;
