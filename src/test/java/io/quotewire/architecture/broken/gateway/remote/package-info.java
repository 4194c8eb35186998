/** Examples that break the rules for {@code gateway.remote}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.remote;

import org.jspecify.annotations.NullMarked;
