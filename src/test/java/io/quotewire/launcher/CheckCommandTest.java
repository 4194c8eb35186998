package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.kit.config.Effective;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    @Test
    void printsWhatTakesEffectWithDefaultsAndWithoutSecrets() {
        Desk desk = new Desk(folder)
                .deployment("\"gateway\": {\"auth\": {\"secret\": \"hunter2\","
                        + " \"jwks\": \"https://joe:hunter2@example.org/keys\"}}");

        assertThat(desk.run("check")).isZero();

        JsonObject printed = new JsonObject(desk.out());
        assertThat(desk.out()).doesNotContain("hunter2");
        assertThat(Effective.find(printed, "gateway.auth.secret")).isEqualTo("***");
        assertThat(Effective.find(printed, "gateway.auth.jwks")).isEqualTo("https://***@example.org/keys");
        assertThat(Effective.find(printed, "gateway.port")).isEqualTo(8080);
        assertThat(Effective.find(printed, "cluster.host")).isEqualTo("127.0.0.1");
        assertThat(Effective.find(printed, "data.dir"))
                .isEqualTo(folder.resolve("state/quotewire").toString());
    }

    @Test
    void listsWhatWasGivenAndHasNoEffectYet() {
        Desk desk = new Desk(folder).deployment("\"gateway\": {\"limits\": {\"connectionsPerIp\": 5}}");

        assertThat(desk.run("check")).isZero();
        assertThat(desk.err())
                .isEqualTo("verticles.json: gateway.limits.connectionsPerIp: accepted, not yet enforced\n");
    }

    @Test
    void changesNothing() {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("check")).isZero();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void whatItPrintsIsAConfigurationAgain() {
        Desk desk = new Desk(folder).deployment("\"feed\": {\"sources\": {\"sim\": {\"rate\": 5}}}");

        assertThat(desk.run("check")).isZero();
        String first = desk.out();
        desk.file("again.json", first);
        assertThat(desk.run("check", "--config", "again.json")).isZero();
        assertThat(desk.out()).isEqualTo(first);
    }

    @Test
    void theFileOfTheWorkingDirectoryComesBeforeTheProjects() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("verticles.json"), "{" + Desk.VERTICLES + ", \"gateway\": {\"port\": 1}}");
        Desk desk = new Desk(folder).with("QUOTEWIRE_HOME", home.toString());

        assertThat(desk.run("check")).isZero();
        assertThat(desk.out()).contains("\"port\" : 1,");
        desk.deployment("\"gateway\": {\"port\": 2}");
        assertThat(desk.run("check")).isZero();
        assertThat(desk.out()).contains("\"port\" : 2,");
    }

    @Test
    void anAddressThatOthersReachNeedsAKey() {
        Desk desk = new Desk(folder).deployment("\"gateway\": {\"host\": \"0.0.0.0\"}");

        assertThat(desk.run("check")).isEqualTo(1);
        assertThat(desk.err())
                .startsWith(
                        "verticles.json: gateway.host: found 0.0.0.0, which others can reach, and no key for tokens");
        assertThat(desk.run("check", "--set", "gateway.auth.secret=0123456789abcdef0123456789abcdef"))
                .isZero();
        assertThat(desk.run("check", "--set", "gateway.host=::1")).isZero();
        assertThat(desk.run("check", "--set", "gateway.host=localhost")).isZero();
        assertThat(desk.run("check", "--set", "gateway.host=127.0.0.1", "--set", "monitoring.host=0.0.0.0"))
                .isEqualTo(1);
        assertThat(desk.err()).startsWith("--set: monitoring.host: found 0.0.0.0");
        assertThat(desk.run("check", "--roles", "feed")).isZero();
    }
}
