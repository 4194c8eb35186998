/**
 * TLS for clients: which certificate is shown, and when another takes its place.
 *
 * <p>Knows files and alerts, and nothing of what is served. Start reading at {@link io.quotewire.gateway.tls.CertificateWatch}.
 */
@NullMarked
package io.quotewire.gateway.tls;

import org.jspecify.annotations.NullMarked;
