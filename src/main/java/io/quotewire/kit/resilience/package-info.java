/**
 * Living with peers that fail. May know libraries only. Start at {@link io.quotewire.kit.resilience.Backoff}.
 */
@NullMarked
package io.quotewire.kit.resilience;

import org.jspecify.annotations.NullMarked;
