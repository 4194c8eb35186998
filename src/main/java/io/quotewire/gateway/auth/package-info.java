/**
 * Who somebody is and what that allows: tokens are verified here, roles turned into rights, origins checked.
 *
 * <p>Knows no session and no connection. Start reading at {@link io.quotewire.gateway.auth.TokenVerifier}.
 */
@NullMarked
package io.quotewire.gateway.auth;

import org.jspecify.annotations.NullMarked;
