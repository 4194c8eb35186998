/**
 * Connections to Redis that look after themselves, and addresses of Redis.
 *
 * <p>Knows libraries only. Start reading at {@link io.quotewire.kit.redis.RedisLink}.
 */
@NullMarked
package io.quotewire.kit.redis;

import org.jspecify.annotations.NullMarked;
