package io.quotewire.gateway.tls;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.List;

/**
 * {@code gateway.tls}.
 *
 * @param port where TLS is spoken; 0 = any free one
 * @param cert the PEM file with the certificate and those that vouch for it; empty = no TLS
 * @param key the PEM file with its private key
 * @param minimum the oldest version of TLS that is spoken
 * @param redirect whether {@code gateway.port} stays open, to send everybody here
 * @param hstsSeconds how long browsers shall not come without TLS; 0 = they are not told
 */
public record TlsOptions(int port, String cert, String key, String minimum, boolean redirect, int hstsSeconds) {
    private static final int MAX_PORT = 65_535;

    private static final Key<Integer> PORT =
            Key.of("port", Kind.integer(0, MAX_PORT), 8443, "The port for TLS; 0 = any free one.");
    private static final Key<String> CERT = Key.of(
            "cert",
            Kind.text(),
            "",
            "The PEM file with the certificate, and those that vouch for it; read again when it changes. Empty = no TLS.");
    private static final Key<String> KEY =
            Key.of("key", Kind.text(), "", "The PEM file with the private key; read again when it changes.");
    private static final Key<String> MINIMUM =
            Key.of("minimum", Kind.choice(List.of("1.2", "1.3")), "1.2", "The oldest version of TLS that is spoken.");
    private static final Key<Boolean> REDIRECT = Key.of(
            "redirect", Kind.flag(), true, "Whether gateway.port stays open beside it, to send everybody to TLS.");
    private static final Key<Integer> HSTS = Key.of(
            "hstsSeconds",
            Kind.integer(0, Integer.MAX_VALUE),
            31_536_000,
            "How many seconds browsers shall not come without TLS any more; 0 = they are not told.");

    /**
     * The declaration.
     *
     * @return the section
     */
    public static Section section() {
        return Section.of("tls", "TLS for clients.", PORT, CERT, KEY, MINIMUM, REDIRECT, HSTS);
    }

    /**
     * The options from what was read.
     *
     * @param values of {@link #section}
     * @param problems takes what is wrong with them together
     * @return the options; not to be used if there are problems
     */
    public static TlsOptions from(Values values, Problems problems) {
        TlsOptions options = new TlsOptions(
                values.get(PORT),
                values.get(CERT),
                values.get(KEY),
                values.get(MINIMUM),
                values.get(REDIRECT),
                values.get(HSTS));
        if (options.cert.isEmpty() != options.key.isEmpty()) {
            problems.add("gateway.tls", "found only one of cert and key; allowed: both, or none of them for no TLS");
        }
        return options;
    }

    /**
     * Whether TLS is spoken at all.
     *
     * @return true if there is a certificate
     */
    public boolean isOn() {
        return !cert.isEmpty();
    }
}
