package io.quotewire.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final String KEY = RandomSecret.make(KeyEntry.PREFIX, new SecureRandom());

    @TempDir
    private Path folder;

    private static KeyEntry entry(String id) {
        return new KeyEntry(id, "pricing", "ADMIN", Instant.parse("2026-11-20T12:00:00Z"), RandomSecret.hash(KEY + id));
    }

    @Test
    void whatWasAddedIsReadAndWhatWasRemovedIsNot() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("state/keys.json"));
        assertThatThrownBy(file::read).isInstanceOf(NoSuchFileException.class);

        file.add(entry("a"));
        file.add(entry("b"));

        assertThat(file.read()).containsExactly(entry("a"), entry("b"));
        assertThat(file.remove("a")).isTrue();
        assertThat(file.remove("a")).isFalse();
        assertThat(file.read()).containsExactly(entry("b"));
    }

    @Test
    void onlyItsOwnerCanReadItAndTheKeyIsNotInIt() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("state/keys.json"));

        file.add(entry("a"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))))
                .isEqualTo("rwx------");
        assertThat(Files.readString(file.path())).doesNotContain(KEY);
        try (var files = Files.list(folder.resolve("state"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", "keys.json.lock");
        }
    }

    @Test
    void whatCannotBeUnderstoodIsNotReplaced() throws Exception {
        Path path = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[");

        assertThatThrownBy(() -> new KeyFile(path).add(entry("a"))).isInstanceOf(MalformedKeyFileException.class);

        assertThat(Files.readString(path)).isEqualTo("{\"keys\":[");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | line 1, column 1",
                "{\"keys\":[ | line 1",
                "[] | found no list of keys",
                "{} | found no list of keys",
                "{\"keys\":{}} | found no list of keys",
                "{\"keys\":[],\"more\":1} | found no list of keys",
                "{\"keys\":[],\"keys\":[]} | line 1",
                "{\"keys\":[1]} | keys[0]",
                "{\"keys\":[{}]} | keys[0].id",
                "{\"keys\":[{\"key\":\"qwk_secret\"}]} | keys[0]: found a field that is not known",
                "{\"keys\":[{\"id\":\"a b\"}]} | keys[0].id",
                "{\"keys\":[{\"id\":\"a\",\"service\":\" \"}]} | keys[0].service",
                "{\"keys\":[{\"id\":\"a\",\"service\":\"s\",\"sha256\":\"qwk_secret\"}]} | keys[0].sha256",
            })
    void aMalformedFileIsNamedAndNothingOfItTold(String text, String where) throws IOException {
        Path path = Files.writeString(folder.resolve("keys.json"), text);

        assertThatThrownBy(() -> new KeyFile(path).read())
                .isInstanceOf(MalformedKeyFileException.class)
                .hasMessageContaining(where)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aTimeThatIsNoneAndAKeyThatIsThereTwiceAreRefused() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("keys.json"));
        file.add(entry("a"));
        String one = Files.readString(file.path());
        Files.writeString(file.path(), one.replace("2026-11-20T12:00:00Z", "yesterday"));
        assertThatThrownBy(file::read).hasMessageContaining("keys[0].created");

        Files.writeString(file.path(), one);
        file.add(new KeyEntry("b", "s", "ADMIN", Instant.EPOCH, entry("a").sha256()));

        assertThatThrownBy(file::read).hasMessageContaining("keys[1]");
    }

    @Test
    void secretsAreOfOneForm() {
        assertThat(RandomSecret.hasForm(KeyEntry.PREFIX, KEY)).isTrue();
        for (String other :
                List.of("", KEY + "A", KEY.substring(1), "qwt_" + KEY.substring(4), KEY.replace(KEY.charAt(9), '!'))) {
            assertThat(RandomSecret.hasForm(KeyEntry.PREFIX, other)).as(other).isFalse();
        }
    }
}
