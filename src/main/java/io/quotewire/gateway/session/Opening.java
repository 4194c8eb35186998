package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What a transport knows of a client that was let in.
 *
 * @param connectionId unique; admitted under this id
 * @param endpoint by which door
 * @param ip from which address
 * @param principal who, by the credential of the handshake
 * @param symbol the one symbol asked for with {@link Endpoint#SYMBOL}
 * @param wishes what else the handshake asks for
 */
public record Opening(
        String connectionId,
        Endpoint endpoint,
        String ip,
        Principal principal,
        @Nullable String symbol,
        Wishes wishes) {}
