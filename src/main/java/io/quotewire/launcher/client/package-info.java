/**
 * What the command line asks of nodes that run already: over HTTP, and over a WebSocket that is kept up.
 *
 * <p>May know {@code bus}, {@code kit}, {@code launcher.settings} and {@code launcher.credential}. Everything here blocks
 * the thread of its command. Start reading at {@link io.quotewire.launcher.client.NodeHttp} and
 * {@link io.quotewire.launcher.client.ChannelReader}.
 */
@NullMarked
package io.quotewire.launcher.client;

import org.jspecify.annotations.NullMarked;
