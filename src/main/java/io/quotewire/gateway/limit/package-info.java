/**
 * How much anybody may have, and what comes of going beyond it: token buckets, counts of connections by node, address and user;
 * what one connection has done wrong, and addresses that are blocked for it.
 *
 * <p>Knows no session and no connection. Start reading at {@link io.quotewire.gateway.limit.Admission} and
 * {@link io.quotewire.gateway.limit.Escalation}.
 */
@NullMarked
package io.quotewire.gateway.limit;

import org.jspecify.annotations.NullMarked;
