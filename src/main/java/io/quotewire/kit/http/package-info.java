/**
 * Who a request really comes from.
 *
 * <p>Start reading at {@link io.quotewire.kit.http.TrustedProxies}.
 */
@NullMarked
package io.quotewire.kit.http;

import org.jspecify.annotations.NullMarked;
