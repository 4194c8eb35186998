package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder).deployment("\"feed\": {\"sources\": {\"sim\": {}, \"kraken\": {}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chekc | quotewire: unknown command chekc; did you mean check?",
                "dance | quotewire: unknown command dance; known: ",
                "--rolse feed | quotewire: unknown option --rolse; did you mean --roles?",
                "run extra | quotewire: unexpected argument extra for run",
                "--set gateway.port=1 token | quotewire: unexpected argument token for run",
                "check --config | quotewire: Missing required parameter for option '--config'",
                "check --config a --config b | quotewire: option '--config' (FILE) should be specified only once",
                "token --user u | quotewire: Missing required option: '--role=ROLE'",
                "check --roles fead | --roles: unknown role fead; did you mean feed?",
                "check --roles feed,,gateway | --roles: unknown role \"\"; ",
                "check --roles bridge | --roles: no class for the role bridge: verticles.bridge.main is not given",
                "check --feed krakken | --feed: unknown feed krakken; did you mean kraken?",
                "check --feed replay:absent.jsonl | --feed: no such file: absent.jsonl",
                "check --feed replay: | --feed: no such file: ",
                "check --feed replay:verticles.json@fast | --feed: found the speed fast; allowed: a positive number",
                "check --feed replay:verticles.json@0 | --feed: found the speed 0; allowed: a positive number",
                "check --feed replay:verticles.json@-1 | --feed: found the speed -1; allowed: a positive number",
                "check --feed replay:. | --feed: found .; allowed: a file that can be read",
                "check --loop | --loop: given without a recording",
                "check --roles gateway --feed sim | --feed: this node has no role feed",
                "check --cluster-config x.xml | --cluster-config: given without --cluster"
            })
    void aMistakeIsToldInOneLine(String arguments, String expected) {
        assertThat(desk.run(arguments.split(" "))).isEqualTo(1);
        assertThat(desk.err().lines()).singleElement().asString().startsWith(expected);
        assertThat(desk.out()).isEmpty();
    }

    @Test
    void feedsTakeThePlaceOfThoseOfTheFile() throws Exception {
        Files.writeString(folder.resolve("a@2.jsonl"), "{}");

        assertThat(desk.run("check", "--feed", "kraken")).isZero();
        assertThat(desk.out()).contains("\"kraken\"").doesNotContain("\"sim\"");

        assertThat(desk.run("check", "--feed", "replay:a@2.jsonl", "--feed", "replay:a@2.jsonl@2.5", "--loop"))
                .isZero();
        assertThat(desk.out())
                .contains("\"replay\" : {", "\"replay2\" : {", "\"speed\" : 2.5", "\"loop\" : true")
                .contains(folder.resolve("a@2.jsonl").toString())
                .doesNotContain("\"sim\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "version", "-V"})
    void theVersionIsPrinted(String argument) {
        assertThat(desk.run(argument)).isZero();
        assertThat(desk.out()).startsWith("quotewire ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "check -h", "token --help"})
    void helpGoesToStdout(String arguments) {
        assertThat(desk.run(arguments.split(" "))).isZero();
        assertThat(desk.out()).startsWith("Usage: quotewire");
        assertThat(desk.err()).isEmpty();
    }
}
