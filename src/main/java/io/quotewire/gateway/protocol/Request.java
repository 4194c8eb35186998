package io.quotewire.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for. Immutable.
 *
 * @param type what
 * @param id chosen by the client, String or Long; echoed in every reply; null if none was given
 * @param arguments of {@code data} and, where that has none of the name, of the top level; checked
 */
public record Request(MessageType type, @Nullable Object id, Arguments arguments) {}
