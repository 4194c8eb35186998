/** Examples that break the rules for {@code monitoring}. */
@NullMarked
package io.quotewire.architecture.broken.monitoring;

import org.jspecify.annotations.NullMarked;
