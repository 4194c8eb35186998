/** Examples that break the rules for {@code gateway.policy}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.policy;

import org.jspecify.annotations.NullMarked;
