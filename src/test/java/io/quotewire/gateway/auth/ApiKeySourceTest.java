package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.KeyFile;
import io.quotewire.kit.secret.RandomSecret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeySourceTest {
    private final String key = RandomSecret.make(KeyEntry.PREFIX, new SecureRandom());
    private final KeyEntry entry =
            new KeyEntry("ak_1", "pricing", "ADMIN", Instant.ofEpochMilli(1_000), RandomSecret.hash(key));
    private final ApiKeys keys = new ApiKeys();
    private final List<ApiKeys.Change> changes = new ArrayList<>();
    private Vertx vertx;
    private Context context;
    private KeyFile file;
    private ApiKeySource source;

    @BeforeEach
    void open(@TempDir Path folder) {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        file = new KeyFile(folder.resolve("keys.json"));
        source = new ApiKeySource(vertx, context, file);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** On the context where all of this lives; what follows from it is done too. */
    private <T> T there(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(
                here -> task.get().onComplete(result -> context.runOnContext(later -> done.handle(result))));
        return done.future().await();
    }

    private void start() {
        there(source::start);
        there(() -> source.follow(context, now -> changes.add(keys.become(now))));
    }

    private Future<Principal> verify() {
        return keys.verify(key);
    }

    @Test
    void aKeyOfTheFileStandsForItsService() throws Exception {
        file.add(entry);

        start();

        assertThat(verify().result())
                .isEqualTo(new Principal("pricing", UserRole.ADMIN, "ak_1", Long.MAX_VALUE, 1_000));
    }

    @Test
    void keysThatAreAddedOrRemovedLaterAreNoticed() throws Exception {
        start();
        assertThat(verify().failed()).isTrue();

        file.add(entry);
        there(source::tick);
        assertThat(verify().succeeded()).isTrue();
        file.remove("ak_1");
        there(source::tick);

        assertThat(verify().failed()).isTrue();
        assertThat(changes.get(changes.size() - 1).withdrawn()).containsExactly("ak_1");
        file.add(entry);
        there(source::tick);
        assertThat(changes.get(changes.size() - 1).withdrawn()).isEmpty();
        assertThat(verify().succeeded()).isTrue();
    }

    @Test
    void aKeyThatStandsForSomethingElseIsTold() throws Exception {
        file.add(entry);
        start();

        Files.writeString(file.path(), Files.readString(file.path()).replace("ADMIN", "VIEWER"));
        there(source::tick);

        assertThat(changes.get(changes.size() - 1)).isEqualTo(new ApiKeys.Change(Set.of(), Set.of("ak_1")));
        assertThat(verify().result().role()).isEqualTo(UserRole.VIEWER);
    }

    @Test
    void aMalformedFileStopsTheStart() throws Exception {
        Files.writeString(file.path(), "{\"keys\":[1]}");

        assertThatThrownBy(() -> there(source::start)).hasMessageContaining(file.path() + ": keys[0]");
    }

    @Test
    void anUnknownRoleStopsTheStart() throws Exception {
        file.add(new KeyEntry("ak_2", "s", "KING", Instant.EPOCH, RandomSecret.hash(key)));

        assertThatThrownBy(() -> there(source::start)).hasMessageContaining("role of the key ak_2");
    }

    @Test
    void aFileThatIsMalformedLaterChangesNothingUntilItIsMended() throws Exception {
        file.add(entry);
        start();
        String good = Files.readString(file.path());

        Files.writeString(file.path(), "");
        there(source::tick);
        assertThat(verify().succeeded()).isTrue();
        assertThat(source.isHealthy()).isFalse();
        assertThat(source.text()).contains("go on");
        Files.writeString(file.path(), good);
        there(source::tick);

        assertThat(source.isHealthy()).isTrue();
        assertThat(source.text()).isEqualTo("read");
        assertThat(changes).hasSize(1);
    }

    @Test
    void aFileThatIsGoneForAMomentIsBeingReplaced() throws Exception {
        file.add(entry);
        start();

        Files.delete(file.path());
        there(source::tick);
        assertThat(verify().succeeded()).isTrue();
        there(source::tick);

        assertThat(verify().failed()).isTrue();
    }

    @Test
    void whatIsNoKeyIsRefused() {
        start();
        for (String bad : List.of("", "x", key + "x", key.toUpperCase(Locale.ROOT), "x".repeat(100_000))) {
            assertThat(CredentialRefusedException.reasonOf(keys.verify(bad).cause()))
                    .isEqualTo("MALFORMED");
        }
        assertThat(CredentialRefusedException.reasonOf(verify().cause())).isEqualTo("API_KEY");
    }
}
