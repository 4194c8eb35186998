/**
 * A copy in Redis of who is connected to which node and subscribed to what, for other services to read. Nothing here is ever read back
 * by Quotewire, and nothing that clients get waits for it. May know {@code gateway.session} and {@code kit}. Start at
 * {@link io.quotewire.gateway.mirror.ConnectionMirror}, then {@code put.lua} beside it among the resources.
 */
@NullMarked
package io.quotewire.gateway.mirror;

import org.jspecify.annotations.NullMarked;
