package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.kit.config.Effective;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {
    @TempDir
    private Path folder;

    private static Object at(Desk desk, String path) {
        return Effective.find(new JsonObject(desk.out()), path);
    }

    @Test
    void theEnvironmentOverridesTheFileAndSetOverridesBoth() {
        Desk desk = new Desk(folder).deployment("\"gateway\": {\"port\": 1, \"host\": \"localhost\"}");

        assertThat(desk.run("check")).isZero();
        assertThat(at(desk, "gateway.port")).isEqualTo(1);
        desk.with("QUOTEWIRE_GATEWAY_PORT", "2");
        assertThat(desk.run("check")).isZero();
        assertThat(at(desk, "gateway.port")).isEqualTo(2);
        assertThat(desk.run("check", "--set", "gateway.port=3", "--set=gateway.port=4"))
                .isZero();
        assertThat(at(desk, "gateway.port")).isEqualTo(4);
        assertThat(at(desk, "gateway.host")).isEqualTo("localhost");
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTEWIRE_GATEWAY_LIMITS_CONNECTIONS_PER_IP, 7, gateway.limits.connectionsPerIp",
        "QUOTEWIRE_FEED_SOURCES_SIM_RATE, 7, feed.sources.sim.rate",
        "QUOTEWIRE_FEED_SOURCES_MY_OTHER_RATE, 7, feed.sources.my-other.rate"
    })
    void aVariableIsNamedAfterThePath(String variable, String text, String path) {
        Desk desk = new Desk(folder)
                .deployment("\"feed\": {\"sources\": {\"sim\": {}, \"my-other\": {}}}")
                .with(variable, text);

        assertThat(desk.run("check")).isZero();
        assertThat(at(desk, path)).isEqualTo(7);
    }

    @Test
    void aListIsGivenAsJsonAndTextAsItStands() {
        Desk desk = new Desk(folder).deployment("").with("QUOTEWIRE_GATEWAY_ORIGINS", "[\"https://a.example\"]");

        assertThat(desk.run("check", "--set", "gateway.auth.issuer=12=3")).isZero();
        assertThat(at(desk, "gateway.origins")).isEqualTo(new JsonArray().add("https://a.example"));
        assertThat(at(desk, "gateway.auth.issuer")).isEqualTo("12=3");
    }

    @Test
    void aWholeSectionIsGivenAsAnObject() {
        Desk desk = new Desk(folder).deployment("\"feed\": {\"sources\": {\"sim\": {}}}");

        assertThat(desk.run("check", "--set", "feed.sources={\"b\":{\"rate\":3}}"))
                .isZero();
        assertThat(at(desk, "feed.sources.b.rate")).isEqualTo(3);
        assertThat(at(desk, "feed.sources.sim")).isNull();
        assertThat(desk.run("check", "--set", "feed.sources.c.rate=4")).isZero();
        assertThat(at(desk, "feed.sources.c.rate")).isEqualTo(4);
        assertThat(at(desk, "feed.sources.sim.rate")).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.prot=1 | --set: gateway.prot: unknown key; did you mean gateway.port?",
                "zzz.qqq=1 | --set: zzz.qqq: unknown key",
                "gateway.port.x=1 | --set: gateway.port.x: unknown key",
                "gateway.port | --set: found gateway.port; allowed: PATH=VALUE",
                "=1 | --set: found =…; allowed: PATH=VALUE",
                "gateway.port= | --set: gateway.port: found nothing; allowed: an integer",
                "gateway.port=1 2 | --set: gateway.port: found 1 2; allowed: an integer",
                "gateway.port=null | --set: gateway.port: found null; allowed: an integer",
                "gateway.origins=[a | --set: gateway.origins: found [a; allowed: a list of origins, as JSON",
                "gateway.limits=1 | --set: gateway.limits: found a single value; allowed: an object",
                "gateway.limits={ | --set: gateway.limits: found what is no JSON; allowed: an object",
                "feed.sources.sim.rate=0 | --set: feed.sources.sim.rate: found 0; allowed: an integer from 1"
            })
    void aBadAssignmentIsRefused(String assignment, String expected) {
        Desk desk = new Desk(folder).deployment("");

        assertThat(desk.run("check", "--set", assignment)).isEqualTo(1);
        assertThat(desk.err().lines()).singleElement().asString().startsWith(expected);
    }

    @Test
    void variablesThatAreNoneOfOursAndThoseOfTheScriptsPass() {
        Desk desk = new Desk(folder)
                .deployment("")
                .with("GATEWAY_PORT", "x")
                .with("QUOTEWIRE_JAVA_OPTS", "-Xmx1g")
                .with("QUOTEWIRE_LOG_LEVEL", "DEBUG");

        assertThat(desk.run("check")).isZero();
        desk.with("QUOTEWIRE_LOG_LEVEL", "loud");
        assertThat(desk.run("check")).isEqualTo(1);
        assertThat(desk.err()).startsWith("QUOTEWIRE_LOG_LEVEL: found loud; allowed: one of ");
    }

    @Test
    void aVariableThatStandsForTwoSourcesIsRefused() {
        Desk desk = new Desk(folder)
                .deployment("\"feed\": {\"sources\": {\"a-b\": {}, \"a_b\": {}}}")
                .with("QUOTEWIRE_FEED_SOURCES_A_B_RATE", "5");

        assertThat(desk.run("check")).isEqualTo(1);
        assertThat(desk.err()).contains("stands for several keys: feed.sources.a-b.rate, feed.sources.a_b.rate");
    }
}
