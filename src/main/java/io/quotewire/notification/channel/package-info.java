/**
 * Channels that services publish to: what is published is checked here, numbered by the store, in one order for the whole cluster, and
 * announced.
 *
 * <p>Knows {@code notification.store} and nothing of users. Start reading at {@link io.quotewire.notification.channel.ChannelDesk}.
 */
@NullMarked
package io.quotewire.notification.channel;

import org.jspecify.annotations.NullMarked;
