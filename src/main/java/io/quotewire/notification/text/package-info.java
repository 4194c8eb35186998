/**
 * What people may be shown: text that a careless page would run is refused where it comes in, counted and audited.
 *
 * <p>Knows {@code bus} and {@code kit} only. Start reading at {@link io.quotewire.notification.text.TextGuard}.
 */
@NullMarked
package io.quotewire.notification.text;

import org.jspecify.annotations.NullMarked;
