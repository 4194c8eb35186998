/**
 * Channels that services publish to: what is published is numbered here, in one order for the whole cluster, and announced.
 *
 * <p>Knows nothing of the store and of users. Start reading at {@link io.quotewire.notification.channel.ChannelDesk}.
 */
@NullMarked
package io.quotewire.notification.channel;

import org.jspecify.annotations.NullMarked;
