package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.ReferencePage;
import io.quotewire.kit.config.Section;
import io.quotewire.launcher.settings.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
    private static final Path PAGE =
            Path.of(System.getProperty("quotewire.basedir", "."), "src", "docs", "CONFIGURATION.md");

    private static final String INTRODUCTION = """
            Every key of `verticles.json`. This page is written by the program from the same declarations that check the
            file; `mvn test -Dtest=ConfigurationDocTest -Dquotewire.refresh=true` writes it anew.

            The file is JSON. It is the one named with `--config`, else `verticles.json` in the working directory, else
            the one of the project, else the packaged one. Over it come environment variables, and over those
            `--set PATH=VALUE`. A variable or `--set` gives text as it stands and everything else as JSON:
            `--set gateway.port=9000`. Where the path has a `NAME`, the name is chosen in the file.

            `quotewire check` says whether a configuration is right and prints all that takes effect. An unknown key is an
            error, never ignored.

            Three more variables stand for no key: `QUOTEWIRE_LOG_LEVEL` (`TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR`,
            `OFF`; `INFO` without it), `QUOTEWIRE_JAVA_OPTS` (options for Java, read by `scripts/quotewire`) and
            `QUOTEWIRE_HOME` (the project's folder, set by `scripts/quotewire`).
            """;

    @Test
    void theReferencePageSaysWhatTheProgramDeclares() throws Exception {
        List<Section> sections = ServiceLoader.load(ConfigSection.class).stream()
                .map(provider -> provider.get().section())
                .toList();
        String page = ReferencePage.render("Configuration", INTRODUCTION, Surroundings.PREFIX, sections);
        if (Boolean.getBoolean("quotewire.refresh")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("to refresh: mvn test -Dtest=ConfigurationDocTest -Dquotewire.refresh=true")
                .isEqualTo(page);
    }
}
