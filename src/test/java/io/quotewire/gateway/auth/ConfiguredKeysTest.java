package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.gateway.GatewaySection;
import io.quotewire.kit.config.Problem;
import io.quotewire.kit.config.Problems;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the configuration may name as keys, and what is said of anything else before a node starts. */
class ConfiguredKeysTest {
    /** Made by openssl req -x509; it is over on 21 December 2026, which does not matter. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARmgAwIBAgIUJGlBqzyYoIZQg2kpoJRck3IkMk4wCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjExMTUwMTJaFw0yNjEyMjExMTUwMTJa
            MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASlaoae
            6vz3GvII/l/aOLyx3gGH2R5AhVCEptlILtCOZeSrjPkVSg8b+uZ0BE+EqxNM+LXS
            JCtIKzrbinvi6U7jo1MwUTAdBgNVHQ4EFgQUKl7qqyRp9VvaTxMD2Y27FhF0z+ow
            HwYDVR0jBBgwFoAUKl7qqyRp9VvaTxMD2Y27FhF0z+owDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNJADBGAiEAxjcLPR3wkyLZqnhQMVgWkiGi9akk/8nyFD9V
            GTu6420CIQC1kbRppbgCKtZXVfGWuBjYvUvOLpeE4h0341WPH9vZaw==
            -----END CERTIFICATE-----
            """;

    /** The key in it, as openssl x509 -pubkey writes it. */
    private static final String CERTIFIED = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEpWqGnur89xryCP5f2ji8sd4Bh9ke
            QIVQhKbZSC7QjmXkq4z5FUoPG/rmdARPhKsTTPi10iQrSCs624p74ulO4w==
            -----END PUBLIC KEY-----
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("keys.pem"), text);
    }

    /** What is said of a section, by the check that runs before a node starts. */
    private static List<String> problems(JsonObject auth) {
        JsonObject gateway = new JsonObject().put("auth", auth);
        Problems problems = new Problems();
        GatewaySection section = new GatewaySection();
        section.section().read(gateway, "gateway", problems);
        if (problems.isEmpty()) {
            section.check(gateway, problems);
        }
        return problems.list().stream().map(Problem::toString).toList();
    }

    private static List<VerificationKey> keys(Path file) {
        JsonObject auth = new JsonObject().put("publicKey", file.toString());
        Problems problems = new Problems();
        AuthOptions options = AuthOptions.from(AuthOptions.section().read(auth, "auth", problems));
        KeySet keys = ConfiguredKeys.read(options, problems);
        assertThat(problems.list()).isEmpty();
        return keys.keys();
    }

    private static VerificationKey key(PublicKey key) throws UnsuitedKeyException {
        return VerificationKey.of(key, null);
    }

    @Test
    void aFileMayHoldKeysOfEveryKindAndCertificatesWithTextBetweenThem() throws Exception {
        KeyPair rsa = TokenForge.rsa();
        KeyPair ed = TokenForge.ed("Ed25519");
        // A PKCS#1 key is what an RSA key has in its bit string, after 24 bytes.
        byte[] spki = rsa.getPublic().getEncoded();
        String pkcs1 = TokenForge.pem("RSA PUBLIC KEY", Arrays.copyOfRange(spki, 24, spki.length));
        Path file = file("the new key:\r\n" + TokenForge.pem(rsa.getPublic()).replace("\n", "\r\n") + "the old ones:\n"
                + TokenForge.pem(ed.getPublic()) + CERTIFICATE + pkcs1);

        assertThat(keys(file))
                .containsExactly(
                        key(rsa.getPublic()),
                        key(ed.getPublic()),
                        PemKeys.read(CERTIFIED).get(0),
                        key(rsa.getPublic()));
    }

    static Stream<Arguments> unsuited() {
        String rsa = TokenForge.pem(TokenForge.rsa().getPublic());
        return Stream.of(
                arguments("", "no PEM block in it"),
                arguments("ssh-ed25519 AAAA", "no PEM block in it"),
                arguments(rsa.substring(0, 200), "no PEM block in it"),
                arguments(rsa.replace("A", "*"), "a block PUBLIC KEY in it that cannot be read"),
                arguments(TokenForge.pem("PUBLIC KEY", new byte[] {1, 2, 3}), "a public key of another kind in it"),
                arguments(
                        TokenForge.pem("CERTIFICATE", new byte[] {1, 2, 3}),
                        "a block CERTIFICATE in it that cannot be read"),
                arguments(TokenForge.pem("CERTIFICATE REQUEST", new byte[] {1}), "a block CERTIFICATE REQUEST in it"),
                arguments(
                        TokenForge.pem(
                                "PRIVATE KEY", TokenForge.rsa().getPrivate().getEncoded()),
                        "a private key in it, which belongs to whoever signs"),
                arguments(rsa + TokenForge.pem("EC PRIVATE KEY", new byte[] {1}), "a private key in it"),
                arguments(TokenForge.pem(TokenForge.rsa(1024).getPublic()), "an RSA key of 1024 bits"),
                arguments(TokenForge.pem(TokenForge.ec("secp384r1").getPublic()), "an EC key that is not on P-256"),
                arguments(TokenForge.pem(TokenForge.ed("Ed448").getPublic()), "a public key of another kind in it"),
                arguments("x".repeat(1 << 20) + "x", "more than 1048576 bytes in it"));
    }

    @ParameterizedTest
    @MethodSource("unsuited")
    void aFileWithAnythingElseIsRefusedWithWhatWasFoundAndWhatIsAllowed(String text, String found) throws IOException {
        Path file = file(text);

        assertThat(problems(new JsonObject().put("publicKey", file.toString())))
                .singleElement()
                .asString()
                .startsWith("gateway.auth.publicKey: ")
                .contains(": found " + found)
                .endsWith("; allowed: a PEM file with public keys or certificates, RSA of 2048 to 8192 bits, EC on"
                        + " P-256, Ed25519");
    }

    @Test
    void aMissingFileAndADirectoryAreRefused() {
        assertThat(problems(new JsonObject().put("publicKey", "no/such.pem")))
                .singleElement()
                .asString()
                .startsWith("gateway.auth.publicKey: no/such.pem: found no such file; allowed: a PEM file");
        assertThat(problems(new JsonObject().put("publicKey", folder.toString())))
                .singleElement()
                .asString()
                .contains(": found a directory; allowed: a PEM file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'secret':''}                                    | gateway.auth.secret: found a value of the wrong kind",
                "{'secret':'31 bytes are not enough for it.'}     | gateway.auth.secret: found a value of the wrong kind",
                "{'publicKey':' '}                                | gateway.auth.publicKey: found ' '; allowed: the path",
                "{'publicKey':['a']}                              | gateway.auth.publicKey: found ['a']; allowed: the path",
                "{'jwks':'id.example.com'}                        | allowed: an http or https address",
                "{'jwks':'ftp://id.example.com/jwks'}             | allowed: an http or https address",
                "{'jwks':'file:///etc/jwks'}                      | allowed: an http or https address",
                "{'jwks':'https:///jwks'}                         | allowed: an http or https address",
                "{'jwks':'https://id.example.com/#a'}             | allowed: an http or https address",
                "{'jwks':'https://u:hunter2@id.example.com/'}     | allowed: an http or https address",
                "{'jwksRefreshSeconds':0}                         | gateway.auth.jwksRefreshSeconds: found 0",
                "{'jwksRetrySeconds':0}                           | gateway.auth.jwksRetrySeconds: found 0"
            })
    void aValueThatIsNoKeyIsRefused(String auth, String expected) {
        assertThat(problems(new JsonObject(auth.strip().replace('\'', '"'))))
                .singleElement()
                .asString()
                .contains(expected.strip().replace('\'', '"'))
                .doesNotContain("hunter2");
    }

    @Test
    void aPublicKeyIsNoSecret() {
        String pem = TokenForge.pem(TokenForge.ec("secp256r1").getPublic());

        assertThat(problems(new JsonObject().put("secret", pem)))
                .singleElement()
                .asString()
                .contains("allowed: a string of 32 bytes or more that is no public key")
                .doesNotContain("BEGIN");
    }
}
