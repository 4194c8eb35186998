package io.quotewire.feed.source.polling;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What came back. Immutable, but for the buffer, which nobody writes to.
 *
 * @param status the HTTP status
 * @param retryAfter the header {@code Retry-After}, if there was one
 * @param body the body
 */
public record RestAnswer(int status, @Nullable String retryAfter, Buffer body) {}
