package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the file: exit code 1, a line with file and path, no stack trace, nothing on stdout. */
class BadConfigurationTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> wholeFiles() {
        return Stream.of(
                arguments("", "verticles.json:1:1: found nothing"),
                arguments("   \n ", "verticles.json:1:1: found nothing"),
                arguments("null", "verticles.json:1:1: found null; allowed: an object"),
                arguments("[]", "verticles.json:1:1: found []; allowed: an object"),
                arguments("\"text\"", "verticles.json:1:1: found \"text\"; allowed: an object"),
                arguments("42", "verticles.json:1:1: found 42; allowed: an object"),
                arguments("{", "verticles.json:1:"),
                arguments("{\n  \"gateway\": {,}\n}", "verticles.json:2:15: no JSON"),
                arguments("{\n  \"gateway\": {}\n", "verticles.json:"),
                arguments("{\"gateway\": {}}\n}", "verticles.json:2:"),
                arguments("{} {}", "verticles.json:1:4: found more after the end"),
                arguments("{\"gateway\": {},\n \"gateway\": {}}", "verticles.json:2:"),
                arguments("{\"gateway\": {\"port\": 1, \"port\": 2}}", "Duplicate field 'port'"),
                arguments("{'gateway': {}}", "verticles.json:1:2: no JSON"),
                arguments("{\"gateway\": {\"port\": 08}}", "verticles.json:1:"),
                arguments("{\"gateway\": {\"port\": NaN}}", "verticles.json:1:"),
                arguments("{\"gateway\": {} // comment\n}", "verticles.json:1:"));
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void aFileThatIsNoJsonObjectIsRefusedWithLineAndColumn(String text, String expected) {
        Desk desk = new Desk(folder).file("verticles.json", text);

        assertThat(desk.run("check")).isEqualTo(1);
        assertThat(desk.err().lines()).singleElement().asString().contains(expected);
        assertThat(desk.out()).isEmpty();
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                arguments("'gatewey': {}", "verticles.json: gatewey: unknown key; did you mean gateway?"),
                arguments("'gateway': {'prot': 1}", "verticles.json: gateway.prot: unknown key; did you mean port?"),
                arguments(
                        "'gateway': 5", "verticles.json: gateway: found a value of the wrong kind; allowed: an object"),
                arguments(
                        "'gateway': {'port': '80'}", "gateway.port: found \"80\"; allowed: an integer from 0 to 65535"),
                arguments("'gateway': {'port': 70000}", "gateway.port: found 70000; allowed: an integer"),
                arguments("'gateway': {'port': -1}", "gateway.port: found -1; allowed: an integer"),
                arguments("'gateway': {'port': 80.5}", "gateway.port: found 80.5; allowed: an integer"),
                arguments("'gateway': {'port': 8080.0}", "gateway.port: found 8080.0; allowed: an integer"),
                arguments("'gateway': {'port': 99999999999999999999}", "gateway.port: found 99999999999999999999"),
                arguments("'gateway': {'port': null}", "gateway.port: found null; allowed: an integer"),
                arguments("'gateway': {'port': [80]}", "gateway.port: found [80]; allowed: an integer"),
                arguments("'gateway': {'origins': 'a'}", "gateway.origins: found \"a\"; allowed: a list of origins"),
                arguments("'gateway': {'origins': [1]}", "gateway.origins: found [1]; allowed: a list of origins"),
                arguments("'gateway': {'limits': {'connectionsPerIP': 1}}", "did you mean connectionsPerIp?"),
                arguments("'feed': {'sources': {'sim': 1}}", "feed.sources.sim: found 1; allowed: an object"),
                arguments("'feed': {'sources': {'sim': {'type': 'simulater'}}}", "allowed: one of simulator, replay"),
                arguments("'feed': {'sources': {'r': {'speed': 1e400}}}", "feed.sources.r.speed: found 1E+400"),
                arguments("'data': {'dir': ''}", "data.dir: found \"\"; allowed: a path"),
                arguments("'cluster': {'port': 65536}", "cluster.port: found 65536"),
                arguments("'monitoring': {'port': true}", "monitoring.port: found true"));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void aWrongKeyOrValueIsRefusedWithFileAndPath(String text, String expected) {
        Desk desk = new Desk(folder).deployment(text.replace('\'', '"'));

        assertThat(desk.run("check")).isEqualTo(1);
        assertThat(desk.err().lines())
                .singleElement()
                .asString()
                .startsWith("verticles.json: ")
                .contains(expected);
        assertThat(desk.out()).isEmpty();
    }

    static Stream<Arguments> verticles() {
        return Stream.of(
                arguments("{}", "verticles.monitoring.main: found nothing"),
                arguments("{'monitoring': {}}", "verticles.monitoring.main: found nothing"),
                arguments("{'monitoring': {'main': 7}}", "verticles.monitoring.main: found 7"),
                arguments("{'monitoring': {'main': 'no.such.Verticle'}}", "found no.such.Verticle, which cannot be"),
                arguments(
                        "{'monitoring': {'main': 'java.lang.String'}}", "found java.lang.String; allowed: a verticle"),
                arguments("{'gatway': {'main': 'x'}}", "verticles.gatway: unknown key; did you mean gateway?"));
    }

    @ParameterizedTest
    @MethodSource("verticles")
    void aClassThatCannotPlayItsRoleIsRefused(String text, String expected) {
        Desk desk = new Desk(folder).file("verticles.json", ("{'verticles': " + text + "}").replace('\'', '"'));

        assertThat(desk.run("run")).isEqualTo(1);
        assertThat(desk.err()).contains("verticles.json: ").contains(expected).doesNotContain("\tat ");
    }

    @Test
    void allProblemsAreToldAtOnceWhereverTheyStand() {
        Desk desk = new Desk(folder)
                .deployment("\"gateway\": {\"port\": \"x\", \"hots\": 1}, \"monitoring\": {\"port\": -5}")
                .with("QUOTEWIRE_DATA_DIR", "")
                .with("QUOTEWIRE_GATEWAY_PROT", "1");

        assertThat(desk.run("run", "--set", "cluster.port=x", "--set", "nonsense", "--roles", "fead", "--feed", "no"))
                .isEqualTo(1);

        assertThat(desk.err().lines())
                .containsExactlyInAnyOrder(
                        "QUOTEWIRE_GATEWAY_PROT: stands for no key; did you mean QUOTEWIRE_GATEWAY_PORT?",
                        "--set: cluster.port: found x; allowed: an integer from 0 to 65535, as JSON",
                        "--set: found nonsense; allowed: PATH=VALUE, as gateway.port=9000",
                        "--roles: unknown role fead; did you mean feed?",
                        "--feed: this node has no role feed; allowed: with the role feed",
                        "--feed: unknown feed no; none is allowed here",
                        "verticles.json: gateway.port: found \"x\"; allowed: an integer from 0 to 65535",
                        "verticles.json: gateway.hots: unknown key; did you mean host?",
                        "verticles.json: monitoring.port: found -5; allowed: an integer from 0 to 65535",
                        "QUOTEWIRE_DATA_DIR: data.dir: found \"\"; allowed: a path");
        assertThat(desk.out()).isEmpty();
    }

    @Test
    void aMissingFileADirectoryAndOneThatIsAskedForByNothingAreRefused() {
        Desk desk = new Desk(folder);

        assertThat(desk.run("check", "--config", "absent.json")).isEqualTo(1);
        assertThat(desk.err()).isEqualTo("absent.json: no such file\n");
        assertThat(desk.run("check", "--config", folder.toString())).isEqualTo(1);
        assertThat(desk.err()).isEqualTo(folder + ": found a directory; allowed: a file\n");
        assertThat(desk.run("check", "--config", "")).isEqualTo(1);
        assertThat(desk.err()).isEqualTo("\"\": found no name; allowed: the path of a file\n");
    }

    @Test
    void aSecretOfTheWrongKindIsNotPrinted() {
        Desk desk = new Desk(folder).deployment("\"gateway\": {\"auth\": {\"secret\": [\"hunter2\"]}}");

        assertThat(desk.run("check")).isEqualTo(1);
        assertThat(desk.err()).contains("gateway.auth.secret").doesNotContain("hunter2");
    }
}
