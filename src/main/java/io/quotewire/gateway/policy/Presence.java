package io.quotewire.gateway.policy;

/**
 * What is known and told of who is in the channels of a namespace. Immutable.
 *
 * @param isCounted whether it is known at all
 * @param announceUpTo members are told who comes and goes in channels with up to so many connections
 */
public record Presence(boolean isCounted, int announceUpTo) {
    static final Presence NONE = new Presence(false, 0);
}
