/**
 * Who somebody is: tokens are verified here, origins checked. What that allows is the policy's to say.
 *
 * <p>Knows no session and no connection. Start reading at {@link io.quotewire.gateway.auth.TokenVerifier}.
 */
@NullMarked
package io.quotewire.gateway.auth;

import org.jspecify.annotations.NullMarked;
