package io.quotewire.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.NodePhase.Phase;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HealthAnswersTest {
    private static final NodeIdentity NODE = new NodeIdentity("ab12cd34", "1.0", Set.of(VerticleKind.GATEWAY));
    private static final MemoryUse MEMORY = new MemoryUse(1_000, 2_000);
    private static final JsonObject FIGURES = new JsonObject()
            .put("connections", 12)
            .put("users", 8)
            .put("timers", 3)
            .put("live", true)
            .put("connectionsByType", new JsonObject().put("trading", 10).put("socketio", 2));

    private static VerticleStatus gateway(boolean healthy, JsonObject checks) {
        return new VerticleStatus(
                VerticleKind.GATEWAY,
                true,
                healthy,
                checks,
                FIGURES,
                new JsonObject().put("http", "http://127.0.0.1:8080"));
    }

    private static JsonObject check(String name, boolean ok) {
        return new JsonObject().put(name, new JsonObject().put("ok", ok).put("text", "some words"));
    }

    private static Answer ask(HealthPath path, Phase phase, VerticleStatus... verticles) {
        return HealthAnswers.answer(path, new NodeReport(NODE, phase, 86_400_500, List.of(verticles)), MEMORY);
    }

    @Test
    void aNodeWhoseVerticlesAllWorkIsHealthy() {
        Answer answer = ask(HealthPath.ALL, Phase.READY, gateway(true, check("feed", true)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getString("status")).isEqualTo("healthy");
        assertThat(answer.body().getString("node")).isEqualTo("ab12cd34");
        assertThat(answer.body().getLong("uptimeSeconds")).isEqualTo(86_400);
        assertThat(answer.body().getBoolean("cleanup_task_running")).isTrue();
        assertThat(answer.body().getBoolean("security_manager_initialized")).isTrue();
        assertThat(answer.body().getLong("stale_connections")).isZero();
        assertThat(answer.body().containsKey("redis_available")).isTrue();
        assertThat(answer.body().getValue("redis_available")).isNull();
        assertThat(answer.body()
                        .getJsonObject("checks")
                        .getJsonObject("gateway")
                        .encode())
                .isEqualTo("{\"ok\":true,\"checks\":{\"feed\":{\"ok\":true,\"text\":\"some words\"}}}");
    }

    @Test
    void aCheckThatComplainsOnlyDegrades() {
        Answer answer = ask(HealthPath.ALL, Phase.READY, gateway(true, check("redis", false)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getString("status")).isEqualTo("degraded");
        assertThat(answer.body().getBoolean("redis_available")).isFalse();
        assertThat(ask(HealthPath.READY, Phase.READY, gateway(true, check("redis", false)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aVerticleThatDoesNotAnswerMakesTheNodeUnhealthyAndUnready() {
        VerticleStatus silent = VerticleStatus.silent(VerticleKind.GATEWAY);

        Answer all = ask(HealthPath.ALL, Phase.READY, silent);
        assertThat(all.status()).isEqualTo(503);
        assertThat(all.body().getString("status")).isEqualTo("unhealthy");
        assertThat(all.body().getBoolean("security_manager_initialized")).isFalse();
        assertThat(all.body().getJsonObject("checks").encode())
                .isEqualTo("{\"gateway\":{\"ok\":false,\"text\":\"does not answer\"}}");
        assertThat(ask(HealthPath.READY, Phase.READY, silent).status()).isEqualTo(503);
        assertThat(ask(HealthPath.WEBSOCKET, Phase.READY, silent).status()).isEqualTo(503);
    }

    @Test
    void onlyTheReadyPhaseIsReady() {
        VerticleStatus gateway = gateway(true, new JsonObject());

        assertThat(ask(HealthPath.READY, Phase.READY, gateway).body().getString("status"))
                .isEqualTo("ready");
        for (Phase phase : List.of(Phase.STARTING, Phase.DRAINING)) {
            Answer answer = ask(HealthPath.READY, phase, gateway);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().getString("status")).isEqualToIgnoringCase(phase.name());
            assertThat(ask(HealthPath.LIVE, phase, gateway).status()).isEqualTo(200);
            assertThat(ask(HealthPath.ALL, phase, gateway).body().getString("status"))
                    .isEqualTo("degraded");
        }
    }

    @Test
    void theWebSocketFiguresAreTheGateways() {
        Answer answer = ask(HealthPath.WEBSOCKET, Phase.READY, gateway(true, new JsonObject()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(new JsonObject()
                        .put("status", "healthy")
                        .put("active_connections", 12L)
                        .put("totalConnections", 12L)
                        .put("uniqueUsers", 8L)
                        .put("price_stream_status", "live")
                        .put("socketio_connections", 2L)
                        .put(
                                "memory_usage",
                                new JsonObject().put("heapUsedBytes", 1_000L).put("rssBytes", 2_000L))
                        .put("uptime", 86_400L)
                        .put("redisAdapter", null));
    }

    @Test
    void aNodeWithoutAGatewayHasNoWebSocketFigures() {
        VerticleStatus feed =
                new VerticleStatus(VerticleKind.FEED, true, true, new JsonObject(), new JsonObject(), new JsonObject());

        assertThat(ask(HealthPath.WEBSOCKET, Phase.READY, feed).status()).isEqualTo(404);
        assertThat(ask(HealthPath.ALL, Phase.READY, feed).body().getValue("cleanup_task_running"))
                .isNull();
    }

    @Test
    void noPublicAnswerHoldsAnAddress() {
        for (HealthPath path : HealthPath.values()) {
            assertThat(ask(path, Phase.READY, gateway(true, check("feed", true)))
                            .body()
                            .encode())
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void oddAnswersOfAVerticleCountAsEmptyAndNotHealthy() {
        VerticleStatus odd = VerticleStatus.from(
                VerticleKind.GATEWAY,
                new JsonObject().put("healthy", "yes").put("checks", 7).put("figures", "none"));

        Answer answer = ask(HealthPath.WEBSOCKET, Phase.READY, odd);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().getLong("active_connections")).isZero();
        assertThat(answer.body().getString("price_stream_status")).isEqualTo("unknown");
    }
}
