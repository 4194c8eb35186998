/**
 * Who somebody is: credentials are verified here, each kind by its provider, origins checked. What that allows is the policy's
 * to say.
 *
 * <p>Knows no session and no connection. Start reading at {@link io.quotewire.gateway.auth.ProviderChain}.
 */
@NullMarked
package io.quotewire.gateway.auth;

import org.jspecify.annotations.NullMarked;
