package io.quotewire.kit.redis;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/**
 * How TLS is spoken with Redis, where its address begins with {@code rediss}. Files are read when a connection is made, so that
 * renewed ones count from the next connection on. Immutable.
 *
 * @param ca a PEM file with the certificates of who may vouch for Redis; empty for those that Java trusts
 * @param cert a PEM file with the certificate to show; empty for none
 * @param key a PEM file with its private key
 */
public record RedisTls(String ca, String cert, String key) {
    /** Java's own trust, and nothing to show. */
    public static final RedisTls USUAL = new RedisTls("", "", "");

    private static final Key<String> CA = Key.of(
            "ca",
            Kind.text(),
            "",
            "The PEM file with the certificates of who may vouch for Redis; empty = those that Java trusts.");
    private static final Key<String> CERT = Key.of(
            "cert",
            Kind.text(),
            "",
            "The PEM file with the certificate to show to Redis (tls-auth-clients); empty = none.");
    private static final Key<String> KEY = Key.of("key", Kind.text(), "", "The PEM file with its private key.");

    /**
     * The declaration of the section {@code tls}.
     *
     * @return the section
     */
    public static Section section() {
        return Section.of("tls", "TLS with Redis, where its address begins with rediss.", CA, CERT, KEY);
    }

    /**
     * The options from what was read.
     *
     * @param values of {@link #section}
     * @param path the section's in the configuration
     * @param problems takes what is wrong with them together
     * @return the options; not to be used if there are problems
     */
    public static RedisTls from(Values values, String path, Problems problems) {
        RedisTls tls = new RedisTls(values.get(CA), values.get(CERT), values.get(KEY));
        if (tls.cert.isEmpty() != tls.key.isEmpty()) {
            problems.add(path, "found only one of cert and key; allowed: both, or none of them");
        }
        return tls;
    }

    /** Has a client speak TLS, with whom it should. */
    void applyTo(NetClientOptions net) {
        net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        if (!ca.isEmpty()) {
            net.setTrustOptions(new PemTrustOptions().addCertPath(ca));
        }
        if (!cert.isEmpty()) {
            net.setKeyCertOptions(new PemKeyCertOptions().setCertPath(cert).setKeyPath(key));
        }
    }
}
