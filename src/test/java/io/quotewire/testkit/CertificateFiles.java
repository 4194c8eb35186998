package io.quotewire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A self-signed certificate and its key in two PEM files, made by the JDK's own keytool; and the next one in their place. */
public final class CertificateFiles {
    private static final char[] PASSWORD = "irrelevant".toCharArray();
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private final Path folder;

    /** None yet. */
    public CertificateFiles(Path folder) {
        this.folder = folder;
    }

    /** Where the certificate is. */
    public Path cert() {
        return folder.resolve("cert.pem");
    }

    /** Where the key is. */
    public Path key() {
        return folder.resolve("key.pem");
    }

    /** Writes a new pair that is valid from a day (negative = in the past) for some days; its serial number. */
    public BigInteger renew(String algorithm, int fromDay, int days) {
        try {
            KeyStore store = generated(algorithm, fromDay, days);
            X509Certificate certificate = (X509Certificate) store.getCertificate("it");
            write(key(), "PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded());
            write(cert(), "CERTIFICATE", certificate.getEncoded());
            return certificate.getSerialNumber();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pair that is valid now. */
    public BigInteger renew() {
        return renew("EC", -1, 365);
    }

    private KeyStore generated(String algorithm, int fromDay, int days)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("store-" + COUNTER.incrementAndGet() + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost,IP:127.0.0.1",
                "-startdate",
                (fromDay < 0 ? "" : "+") + fromDay + "d",
                "-validity",
                String.valueOf(days),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.out").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("keytool.out")));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** In one step, as whoever renews certificates does. */
    private static void write(Path file, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
