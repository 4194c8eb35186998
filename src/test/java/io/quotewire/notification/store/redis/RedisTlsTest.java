package io.quotewire.notification.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.kit.redis.RedisAddress;
import io.quotewire.kit.redis.RedisTls;
import io.quotewire.notification.store.StoreOpenException;
import io.quotewire.testkit.CertificateFiles;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store over TLS, with a real server. */
final class RedisTlsTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private CertificateFiles certificate;
    private CertificateFiles other;

    @BeforeEach
    void certificates() throws IOException {
        certificate = new CertificateFiles(Files.createDirectories(folder.resolve("its")));
        certificate.renew();
        other = new CertificateFiles(Files.createDirectories(folder.resolve("other")));
        other.renew();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static RedisTls trusting(CertificateFiles who) {
        return new RedisTls(who.cert().toString(), "", "");
    }

    private static RedisTls showing(CertificateFiles who, CertificateFiles trusted) {
        return new RedisTls(
                trusted.cert().toString(), who.cert().toString(), who.key().toString());
    }

    private StoreNode node(RedisProcess redis, RedisTls tls) {
        return new StoreNode(
                vertx, RedisAddress.parse(redis.tlsAddress()).orElseThrow().with(tls), 0);
    }

    @Test
    void aServerWhoseCertificateIsTrustedIsUsedAndComesBack() {
        try (RedisProcess redis = RedisProcess.tls(folder, certificate, true);
                StoreNode node = node(redis, trusting(certificate))) {
            assertThat(node.append("ann", "1").seq()).isEqualTo(1);

            redis.stop();
            redis.restart();

            assertThat(node.insist("ann", "2").seq()).isEqualTo(2);
            assertThat(node.titles("ann")).containsExactly("1", "2");
        }
    }

    @Test
    void aServerWhoseCertificateIsNotTrustedIsNot() {
        try (RedisProcess redis = RedisProcess.tls(folder, certificate, true)) {
            assertThatThrownBy(() -> node(redis, trusting(other))).isInstanceOf(StoreOpenException.class);
            assertThatThrownBy(() -> node(redis, RedisTls.USUAL)).isInstanceOf(StoreOpenException.class);
        }
    }

    @Test
    void aServerThatWantsACertificateIsShownOne() {
        try (RedisProcess redis = RedisProcess.tls(folder, certificate, false)) {
            try (StoreNode node = node(redis, showing(certificate, certificate))) {
                assertThat(node.append("ann", "1").seq()).isEqualTo(1);
            }
            assertThatThrownBy(() -> node(redis, showing(other, certificate))).isInstanceOf(StoreOpenException.class);
        }
    }
}
