package io.quotewire.gateway.presence;

/**
 * A user has come to a channel with a first connection, or has gone with the last, in the whole cluster. Immutable.
 *
 * @param channel which
 * @param userId who
 * @param joined true if the user has come
 */
record Movement(String channel, String userId, boolean joined) {}
