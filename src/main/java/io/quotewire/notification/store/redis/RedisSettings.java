package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.RedisAddress;

/**
 * How Redis is used. Immutable.
 *
 * @param address where it is
 * @param prefix what the names of all keys begin with
 * @param connections how many; what concerns one user goes over one of them
 * @param timeoutMs how long connecting may take, and an answer, milliseconds
 * @param maxWaiting how many commands may wait for an answer on each connection
 * @param waitReplicas how many replicas must have a notification before it counts as stored
 */
public record RedisSettings(
        RedisAddress address, String prefix, int connections, int timeoutMs, int maxWaiting, int waitReplicas) {}
