/**
 * Who somebody is and what that allows: credentials are verified here, each kind by its provider, roles turned into rights, origins checked.
 *
 * <p>Knows no session and no connection. Start reading at {@link io.quotewire.gateway.auth.ProviderChain}.
 */
@NullMarked
package io.quotewire.gateway.auth;

import org.jspecify.annotations.NullMarked;
