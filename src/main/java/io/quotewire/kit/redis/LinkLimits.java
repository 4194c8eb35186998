package io.quotewire.kit.redis;

/**
 * What a {@link RedisLink} bears. Immutable.
 *
 * @param timeoutMs how long connecting may take, and an answer, milliseconds
 * @param maxWaiting how many commands may wait for an answer
 */
public record LinkLimits(int timeoutMs, int maxWaiting) {}
