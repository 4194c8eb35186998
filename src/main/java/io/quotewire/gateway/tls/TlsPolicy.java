package io.quotewire.gateway.tls;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How TLS is spoken: RFC 9325, with the cipher suites that keep past traffic secret when a key is lost and that check what they
 * carry. Stateless.
 */
public final class TlsPolicy {
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsPolicy() {}

    /**
     * Makes a server speak it, and nothing but HTTP/1.1 inside.
     *
     * @param http the server's options, which are changed
     * @param options which versions
     * @param certificate what it shows
     * @param handshakeSeconds how long a client may take; 0 = for ever
     */
    public static void apply(
            HttpServerOptions http, TlsOptions options, ServerCertificate certificate, int handshakeSeconds) {
        http.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setKeyCertOptions(certificate.options())
                .setEnabledSecureTransportProtocols(versions(options))
                .setSslHandshakeTimeout(handshakeSeconds)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        SUITES.forEach(http::addEnabledCipherSuite);
    }

    /**
     * The same with another certificate, for a server that is running.
     *
     * @param running its options
     * @param certificate what it shows from now on
     * @return new options
     */
    public static ServerSSLOptions renewed(HttpServerOptions running, ServerCertificate certificate) {
        SSLOptions options = running.getSslOptions().copy().setKeyCertOptions(certificate.options());
        return (ServerSSLOptions) options;
    }

    private static Set<String> versions(TlsOptions options) {
        Set<String> versions = new LinkedHashSet<>();
        versions.add("TLSv1.3");
        if (options.minimum().equals("1.2")) {
            versions.add("TLSv1.2");
        }
        return versions;
    }
}
