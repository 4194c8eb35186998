package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
    private static Vertx vertx;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    /** What the gateway's library makes of a token. */
    private static JsonObject verified(String token, String secret) throws Exception {
        JWTAuth auth = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret))
                        .setJWTOptions(new JWTOptions()));
        return auth.authenticate(new TokenCredentials(token.strip()))
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .attributes()
                .getJsonObject("accessToken");
    }

    @Test
    void aTokenIsSignedWithTheDevelopmentKeyThatOnlyItsOwnerCanRead() throws Exception {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("token", "--user", "jo", "--role", "TRADER")).isZero();

        Path key = folder.resolve("state/quotewire/development.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(key.getParent())) {
            assertThat(files).containsExactly(key);
        }
        String secret = Files.readString(key).strip();
        assertThat(secret).matches("[\\w-]{43}");
        JsonObject claims = verified(desk.out(), secret);
        assertThat(claims.getString("sub")).isEqualTo("jo");
        assertThat(claims.getString("role")).isEqualTo("TRADER");
        assertThat(claims.getString("jti")).isNotBlank();
        assertThat(claims.getLong("exp") - claims.getLong("iat"))
                .isEqualTo(Duration.ofHours(1).toSeconds());
        assertThat(desk.out().lines()).hasSize(1);
        assertThat(desk.err()).isEqualTo("signed with the development key " + key + "\n");
    }

    @Test
    void theSameKeyIsUsedAgainAndEveryTokenHasItsOwnId() throws Exception {
        Desk desk = new Desk(folder).deployment("");
        desk.run("token", "--user", "jo", "--role", "viewer");
        String first = desk.out();
        desk.run("token", "--user", "jo", "--role", "viewer");

        String secret = Files.readString(folder.resolve("state/quotewire/development.key"))
                .strip();
        assertThat(verified(first, secret).getString("jti"))
                .isNotEqualTo(verified(desk.out(), secret).getString("jti"));
    }

    @Test
    void theConfiguredKeyIssuerAndAudienceAreUsed() throws Exception {
        Desk desk = new Desk(folder)
                .deployment("\"gateway\": {\"auth\": {\"issuer\": \"us\", \"audience\": [\"a\", \"b\"]}}");
        String secret = "0123456789abcdef0123456789abcdef";

        assertThat(desk.run(
                        "token",
                        "--user",
                        "jo",
                        "--role",
                        "ADMIN",
                        "--ttl",
                        "7d",
                        "--set",
                        "gateway.auth.secret=" + secret))
                .isZero();

        JsonObject claims = verified(desk.out(), secret);
        assertThat(claims.getString("iss")).isEqualTo("us");
        assertThat(claims.getJsonArray("aud"))
                .isEqualTo(new JsonArray().add("a").add("b"));
        assertThat(claims.getLong("exp") - claims.getLong("iat"))
                .isEqualTo(Duration.ofDays(7).toSeconds());
        assertThat(desk.err()).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aPublicKeyCannotSign() {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("token", "--user", "u", "--role", "ADMIN", "--set", "gateway.auth.publicKey=k.pem"))
                .isEqualTo(1);
        assertThat(desk.err()).contains("can check tokens but not sign them");
        assertThat(desk.out()).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0s", "-1h", "1x", "1h30m", "1.5h", "3651d", "999999999d", "1H"})
    void aTimeThatIsNoneIsRefused(String ttl) {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("token", "--user", "u", "--role", "ADMIN", "--ttl=" + ttl))
                .isEqualTo(1);
        assertThat(desk.err()).startsWith("--ttl: found ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANONYMOUS", "ROOT", ""})
    void aRoleThatNoTokenMayNameIsRefused(String role) {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("token", "--user", "u", "--role=" + role)).isEqualTo(1);
        assertThat(desk.err()).startsWith("--role: unknown role ").doesNotContain("ANONYMOUS,");
        assertThat(desk.out()).isEmpty();
    }

    @Test
    void aUserWithoutNameIsRefused() {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("token", "--user", " ", "--role", "ADMIN")).isEqualTo(1);
        assertThat(desk.err()).startsWith("--user: found \" \"; allowed: the id of a user");
    }

    @Test
    void aDamagedKeyIsNotReplacedAndAnOpenOneIsClosed() throws Exception {
        Desk desk = new Desk(folder).deployment("");
        desk.run("token", "--user", "u", "--role", "ADMIN");
        Path key = folder.resolve("state/quotewire/development.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(desk.run("token", "--user", "u", "--role", "ADMIN")).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        Files.writeString(key, "short");
        assertThat(desk.run("token", "--user", "u", "--role", "ADMIN")).isEqualTo(1);
        assertThat(desk.err()).contains("found no key of 256 bits");
        assertThat(key).hasContent("short");
    }

    @Test
    void aStateFolderThatCannotBeMadeIsRefused() {
        Desk desk = new Desk(folder).deployment("").file("plain", "");

        assertThat(desk.run("token", "--user", "u", "--role", "ADMIN", "--set", "data.dir=plain/below"))
                .isEqualTo(1);
        assertThat(desk.err().lines()).singleElement().asString().contains("can be neither read nor made");
    }
}
