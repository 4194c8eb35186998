/** Examples that break the rules for {@code feed}. */
@NullMarked
package io.quotewire.architecture.broken.feed;

import org.jspecify.annotations.NullMarked;
