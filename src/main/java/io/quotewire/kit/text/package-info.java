/**
 * What text may hold: finds what browsers would run. Knows nothing but the JDK and JSON.
 *
 * <p>Start reading at {@link io.quotewire.kit.text.ScriptPattern}.
 */
@NullMarked
package io.quotewire.kit.text;

import org.jspecify.annotations.NullMarked;
