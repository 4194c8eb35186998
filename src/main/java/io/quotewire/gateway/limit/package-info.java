/**
 * How much anybody may have: token buckets, counts of connections by node, address and user.
 *
 * <p>Knows no session and no connection. Start reading at {@link io.quotewire.gateway.limit.Admission}.
 */
@NullMarked
package io.quotewire.gateway.limit;

import org.jspecify.annotations.NullMarked;
