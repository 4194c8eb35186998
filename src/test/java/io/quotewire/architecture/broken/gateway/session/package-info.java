/** Examples that break the rules for {@code gateway.session}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.session;

import org.jspecify.annotations.NullMarked;
