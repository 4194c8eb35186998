/**
 * What a stranger can do to a gateway over its sockets, and what must become of it: a table, row by row over the wire.
 * Start at {@link io.quotewire.gateway.abuse.AbusesTest}.
 */
@NullMarked
package io.quotewire.gateway.abuse;

import org.jspecify.annotations.NullMarked;
