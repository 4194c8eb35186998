/** Examples that break the rules for {@code gateway.auth}. */
@NullMarked
package io.quotewire.architecture.broken.gateway.auth;

import org.jspecify.annotations.NullMarked;
