/**
 * Owning what was started: {@link io.quotewire.kit.lifecycle.Scope} holds timers and bus consumers and stops them all.
 */
@NullMarked
package io.quotewire.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
