package io.quotewire.notification.store;

/**
 * What {@link ChannelStore#append} did. Immutable.
 *
 * @param epoch under which the seq counts
 * @param seq the message's place in its channel
 * @param repeated its idempotency key was used before: there is nothing new
 */
public record Numbered(String epoch, long seq, boolean repeated) {}
