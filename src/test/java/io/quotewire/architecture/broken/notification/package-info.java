/** Examples that break the rules for {@code notification}. */
@NullMarked
package io.quotewire.architecture.broken.notification;

import org.jspecify.annotations.NullMarked;
