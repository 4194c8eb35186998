package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.KeyFile;
import io.quotewire.kit.secret.RandomSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyCommandTest {
    @TempDir
    private Path folder;

    private KeyFile file() {
        return new KeyFile(folder.resolve("state/quotewire/api-keys.json"));
    }

    @Test
    void aKeyIsPrintedOnceAndItsHashStored() throws Exception {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("apikey", "--service", "pricing", "--role", "admin"))
                .isZero();

        String key = desk.out().strip();
        assertThat(RandomSecret.hasForm(KeyEntry.PREFIX, key)).isTrue();
        assertThat(desk.err())
                .contains("pricing", "ADMIN", file().path().toString())
                .doesNotContain(key);
        KeyEntry entry = file().read().get(0);
        assertThat(entry.service()).isEqualTo("pricing");
        assertThat(entry.role()).isEqualTo("ADMIN");
        assertThat(entry.sha256()).isEqualTo(RandomSecret.hash(key));
        assertThat(Files.readString(file().path())).doesNotContain(key);
    }

    @Test
    void keysAreListedAndRemovedByTheirId() throws Exception {
        Desk desk = new Desk(folder).deployment("");
        desk.run("apikey", "--service", "pricing", "--role", "ADMIN");
        String key = desk.out().strip();
        desk.run("apikey", "--service", "reports", "--role", "VIEWER");
        String id = file().read().get(0).id();

        assertThat(desk.run("apikey", "--list")).isZero();
        assertThat(desk.out().lines()).hasSize(2);
        assertThat(desk.out())
                .contains(id + "  pricing  ADMIN", "reports  VIEWER")
                .doesNotContain(key);
        assertThat(desk.run("apikey", "--remove", id)).isZero();
        assertThat(file().read()).extracting(KeyEntry::service).containsExactly("reports");
        assertThat(desk.run("apikey", "--remove", id)).isEqualTo(1);
        assertThat(desk.err()).contains("--remove: found no key " + id);
    }

    @Test
    void noKeysAreNoError() {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("apikey", "--list")).isZero();

        assertThat(desk.out()).isEmpty();
    }

    @Test
    void aFileThatCannotBeUnderstoodIsLeftAlone() throws Exception {
        Files.createDirectories(file().path().getParent());
        Files.writeString(file().path(), "qwk_not JSON");

        assertThat(new Desk(folder).deployment("").run("apikey", "--service", "s", "--role", "ADMIN"))
                .isEqualTo(1);

        assertThat(Files.readString(file().path())).isEqualTo("qwk_not JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--service s",
                "--role ADMIN",
                "--service s --role KING",
                "--service s --role ANONYMOUS",
                "--service s --role ADMIN --list",
                "--list --remove x"
            })
    void whatIsNotAllowedIsToldAndNothingMade(String arguments) {
        Desk desk = new Desk(folder).deployment("");
        String[] words = ("apikey " + arguments).strip().split(" ");

        assertThat(desk.run(words)).isEqualTo(1);

        assertThat(desk.out()).isEmpty();
        assertThat(desk.err()).isNotEmpty();
        assertThat(file().path()).doesNotExist();
    }
}
