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
                "publish --title T --body B | quotewire: Missing required option: '--user=USER'",
                "publish --user u --title T | quotewire: Missing required option: '--body=TEXT'",
                "publish --user= --title T --body B | --user: found \"\"; allowed: the id of a user",
                "publish --user u --title= --body B | --title: found \"\"; allowed: some text",
                "publish --user u --title T --body B --kind= | --kind: found \"\"; allowed: some text",
                "publish --user u --title T --body B --data 17 | --data: found no JSON object; allowed: one",
                "publish --user u --title T --body B --data {no | --data: found no JSON (",
                "publish --user u --title T --body B --token= | --token: found nothing; allowed: a token",
                "publish --user u --title T --body B --idempotency-key= | --idempotency-key: found \"\"",
                "publish --user u --title T --body B --url ftp://h | --url: found ftp://h; allowed: an address",
                "publish --user u --title T --body B --url localhost:80 | --url: found localhost:80; allowed: an",
                "publish --user u --title T --body B --url http://a:b@h | --url: found http://",
                "publish --user u --title T --body B --set gateway.port=0 | --url: not given, and gateway.port is 0",
                "subscribe | quotewire: Missing required parameter: 'CHANNEL'",
                "subscribe prices:X --count 0 | --count: found 0; allowed: 1 or more",
                "subscribe prices:X --count x | quotewire: Invalid value for option '--count': 'x' is not a long",
                "subscribe prices:X --for 10 | --for: found 10; allowed: ",
                "subscribe prices:X --user u --token t | --user: given with --token",
                "subscribe prices:X --role VIEWER | --role: given without --user",
                "subscribe prices:X --user u --role KING | --role: unknown role KING",
                "subscribe prices:X --device d | --device: given without a user",
                "subscribe prices:X --device= --user u | --device: found \"\"; allowed: up to 64 characters",
                "subscribe prices:X --url http://h?q | --url: found http://h?q; allowed: ",
                "status --url nowhere | --url: found nowhere; allowed: ",
                "status --set monitoring.port=0 | --url: not given, and monitoring.port is 0",
                "status extra | quotewire: unexpected argument extra for status",
                "cluster | quotewire: Missing required parameter: 'N'",
                "cluster two | quotewire: Invalid value for positional parameter at index 0 (N): 'two' is not an int",
                "cluster 1 | N: found 1; allowed: 2 to 9 nodes",
                "cluster 10 | N: found 10; allowed: 2 to 9 nodes",
                "cluster 2 --roles feed | --roles: found no gateway; allowed: gateway among them",
                "cluster 2 --roles fead,gateway | --roles: unknown role fead; did you mean feed?",
                "cluster 2 --feed krakken | --feed: unknown feed krakken; did you mean kraken?",
                "cluster 2 --set gateway.port=65530 | --set: gateway.port: found 65530, which gives"
                        + " 65540 to gateway.port of node2; allowed: ports that leave room",
                "cluster 3 --set gateway.port=8061 | --set: gateway.port: found 8061, which gives 8081 to"
                        + " gateway.port of node3 and to monitoring.port of node1; allowed: ports that leave room",
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
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "check -h",
                "token --help",
                "publish -h",
                "subscribe -h",
                "status -h",
                "cluster -h"
            })
    void helpGoesToStdout(String arguments) {
        assertThat(desk.run(arguments.split(" "))).isZero();
        assertThat(desk.out()).startsWith("Usage: quotewire");
        assertThat(desk.err()).isEmpty();
    }
}
