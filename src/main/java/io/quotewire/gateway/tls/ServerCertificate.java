package io.quotewire.gateway.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * What a server shows of itself: a chain of certificates and the private key of the first, as openssl and certbot write them
 * (RFC 7468). One that was read fits together, and was valid then. Immutable.
 */
public final class ServerCertificate {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};
    private final PemKeyCertOptions pem;
    private final X509Certificate first;

    private ServerCertificate(PemKeyCertOptions pem, X509Certificate first) {
        this.pem = pem;
        this.first = first;
    }

    /**
     * Reads both files. Blocks: for worker threads.
     *
     * @param vertx knows how PEM is read
     * @param options name the files
     * @param now the wall clock
     * @return it can be shown
     * @throws UnusableCertificateException if it cannot
     */
    static ServerCertificate read(Vertx vertx, TlsOptions options, Instant now) throws UnusableCertificateException {
        Buffer cert = bytes(options.cert());
        Buffer key = bytes(options.key());
        X509Certificate first = firstOf(cert, options.cert());
        if (now.isAfter(first.getNotAfter().toInstant())) {
            throw new UnusableCertificateException(
                    options.cert() + ": expired at " + first.getNotAfter().toInstant());
        }
        if (now.isBefore(first.getNotBefore().toInstant())) {
            throw new UnusableCertificateException(options.cert() + ": not valid before "
                    + first.getNotBefore().toInstant());
        }
        PemKeyCertOptions pem = new PemKeyCertOptions().addCertValue(cert).addKeyValue(key);
        if (!fits(privateKey(vertx, pem, first, options.key()), first.getPublicKey())) {
            throw new UnusableCertificateException(options.key() + ": is not the key of " + options.cert());
        }
        return new ServerCertificate(pem, first);
    }

    /** What a server is configured with. */
    KeyCertOptions options() {
        return pem;
    }

    /**
     * Until when clients accept it.
     *
     * @return the end of its validity
     */
    public Instant notAfter() {
        return first.getNotAfter().toInstant();
    }

    /**
     * Tells it from others.
     *
     * @return its serial number, hexadecimal
     */
    public String serial() {
        return first.getSerialNumber().toString(16);
    }

    private static Buffer bytes(String file) throws UnusableCertificateException {
        try {
            return Buffer.buffer(Files.readAllBytes(Path.of(file)));
        } catch (NoSuchFileException missing) {
            throw new UnusableCertificateException(file + ": there is no such file");
        } catch (IOException unreadable) {
            throw new UnusableCertificateException(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private static X509Certificate firstOf(Buffer pem, String file) throws UnusableCertificateException {
        try {
            Collection<?> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new java.io.ByteArrayInputStream(pem.getBytes()));
            if (!chain.isEmpty() && chain.iterator().next() instanceof X509Certificate first) {
                return first;
            }
            throw new UnusableCertificateException(file + ": no certificate in it");
        } catch (CertificateException broken) {
            throw new UnusableCertificateException(file + ": a certificate in it cannot be read");
        }
    }

    private static PrivateKey privateKey(Vertx vertx, PemKeyCertOptions pem, X509Certificate of, String file)
            throws UnusableCertificateException {
        PrivateKey key = null;
        try {
            for (KeyManager manager : pem.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager known) {
                    String alias = known.chooseServerAlias(of.getPublicKey().getAlgorithm(), null, null);
                    key = alias == null ? key : known.getPrivateKey(alias);
                }
            }
        } catch (Exception unreadable) {
            // Vert.x says what is wrong in many kinds of exceptions; none of them may bring the key into a log.
            throw new UnusableCertificateException(file + ": no private key in it that can be read");
        }
        if (key == null) {
            throw new UnusableCertificateException(file + ": no private key in it that can be read");
        }
        return key;
    }

    private static boolean fits(PrivateKey key, PublicKey certified) {
        try {
            String algorithm = switch (certified.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> certified.getAlgorithm();
            };
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certified);
            checking.update(PROBE);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }
}
