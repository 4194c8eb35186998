package io.quotewire.gateway.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the certificate that is shown: when its files have changed, what is in them takes its place, if it is usable. What
 * is not is kept out, and an alert says so until it is mended; another says that the one in use ends soon. Confined to the
 * event loop that made it.
 */
public final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final String UNUSABLE = "tls_certificate_unusable";
    private static final String ENDS_SOON = "tls_certificate_ends_soon";
    private static final Duration SOON = Duration.ofDays(14);

    /** How a file looks from outside. */
    private record Look(long modifiedMs, long size) {
        private static final Look MISSING = new Look(-1, -1);

        private static Look of(FileProps props) {
            return new Look(props.lastModifiedTime(), props.size());
        }
    }

    private final Vertx vertx;
    private final TlsOptions options;
    private final LongSupplier wallMs;
    private final Consumer<ServerCertificate> renewed;
    private final ServedAlert unusable;
    private final ServedAlert endsSoon;
    private @Nullable ServerCertificate current;
    private List<Look> read = List.of();
    private List<Look> seen = List.of();
    private boolean looking;

    /**
     * Has read nothing yet.
     *
     * @param vertx the process's
     * @param node the node's id, for alerts
     * @param options which files
     * @param wallMs the wall clock, epoch milliseconds
     * @param renewed takes each certificate that takes the place of another
     */
    public CertificateWatch(
            Vertx vertx, String node, TlsOptions options, LongSupplier wallMs, Consumer<ServerCertificate> renewed) {
        this.vertx = vertx;
        this.options = options;
        this.wallMs = wallMs;
        this.renewed = renewed;
        unusable = new ServedAlert(vertx, UNUSABLE, "critical", node, wallMs);
        endsSoon = new ServedAlert(vertx, ENDS_SOON, "warning", node, wallMs);
    }

    /**
     * Reads the certificate for the first time.
     *
     * @return it; fails with {@link UnusableCertificateException}
     */
    public Future<ServerCertificate> start() {
        return look().compose(looks -> {
                    read = looks;
                    seen = looks;
                    return readFiles();
                })
                .onSuccess(first -> {
                    current = first;
                    checkEnd(first);
                });
    }

    /** Looks whether the files have changed; to be called about every second. */
    public void tick() {
        ServerCertificate shown = current;
        if (shown == null || looking) {
            return;
        }
        checkEnd(shown);
        looking = true;
        look().compose(this::compare).onComplete(done -> looking = false);
    }

    /**
     * What is shown.
     *
     * @return null before the start
     */
    public @Nullable ServerCertificate current() {
        return current;
    }

    /** Files that are still being written look different a tick later: only what has come to rest is read. */
    private Future<Void> compare(List<Look> looks) {
        boolean atRest = looks.equals(seen);
        seen = looks;
        if (!atRest || looks.equals(read)) {
            return Future.succeededFuture();
        }
        read = looks;
        return readFiles()
                .onSuccess(this::take)
                .onFailure(problem -> unusable.raise("kept the one before: " + problem.getMessage()))
                .otherwiseEmpty()
                .mapEmpty();
    }

    private void take(ServerCertificate certificate) {
        unusable.clear();
        boolean another = !Objects.equals(current == null ? null : current.serial(), certificate.serial());
        current = certificate;
        checkEnd(certificate);
        LOG.atInfo()
                .addKeyValue("serial", certificate.serial())
                .addKeyValue("notAfter", certificate.notAfter())
                .addKeyValue("another", another)
                .log("certificate read again");
        renewed.accept(certificate);
    }

    private void checkEnd(ServerCertificate certificate) {
        Instant now = Instant.ofEpochMilli(wallMs.getAsLong());
        if (certificate.notAfter().isBefore(now.plus(SOON))) {
            endsSoon.raise("valid until " + certificate.notAfter());
        } else {
            endsSoon.clear();
        }
    }

    private Future<ServerCertificate> readFiles() {
        Instant now = Instant.ofEpochMilli(wallMs.getAsLong());
        return vertx.executeBlocking(() -> ServerCertificate.read(vertx, options, now), false);
    }

    private Future<List<Look>> look() {
        Future<Look> cert = look(options.cert());
        Future<Look> key = look(options.key());
        return Future.all(cert, key).map(both -> List.of(cert.result(), key.result()));
    }

    private Future<Look> look(String file) {
        return vertx.fileSystem().props(file).map(Look::of).otherwise(Look.MISSING);
    }
}
