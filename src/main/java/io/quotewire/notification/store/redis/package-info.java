/**
 * Notifications and channels in Redis, for any number of nodes that share it: nothing of them is remembered here. What must happen at once is a
 * script that Redis runs; the scripts lie beside the classes, among the resources.
 *
 * <p>Start reading at {@link io.quotewire.notification.store.redis.RedisStore}, then {@code append.lua}.
 */
@NullMarked
package io.quotewire.notification.store.redis;

import org.jspecify.annotations.NullMarked;
