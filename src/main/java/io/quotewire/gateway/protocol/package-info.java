/**
 * The wire contract as types: requests as they are parsed, messages as they are encoded, error and close codes.
 *
 * <p>Knows no connection, no session and no rights: bytes in, {@link io.quotewire.gateway.protocol.Request} out; facts
 * in, {@link io.quotewire.gateway.protocol.Outbound} out. Start reading at
 * {@link io.quotewire.gateway.protocol.MessageType}.
 */
@NullMarked
package io.quotewire.gateway.protocol;

import org.jspecify.annotations.NullMarked;
