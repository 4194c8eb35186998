/** Examples that break the rules for {@code gateway.subscription}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.subscription;

import org.jspecify.annotations.NullMarked;
