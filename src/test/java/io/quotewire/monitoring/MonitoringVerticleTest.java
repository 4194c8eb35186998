package io.quotewire.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.metrics.Meters;
import io.quotewire.monitoring.admin.AdminOptions;
import io.quotewire.monitoring.audit.AuditOptions;
import io.quotewire.monitoring.metrics.PrometheusText;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MonitoringVerticleTest {
    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions()
                    .setMetricsOptions(new MicrometerMetricsOptions()
                            .setEnabled(true)
                            .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))))
            .withMetrics(new MicrometerMetricsFactory())
            .build();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String deploy(int onPort, String... roles) {
        port = onPort;
        JsonObject config = new JsonObject()
                .put("monitoring", new JsonObject().put("port", onPort))
                .put(
                        "node",
                        new JsonObject()
                                .put("id", "n1")
                                .put("version", "9.9")
                                .put("roles", new JsonArray(List.of(roles))));
        return vertx.deployVerticle(new MonitoringVerticle(), new DeploymentOptions().setConfig(config))
                .await();
    }

    private void phase(NodePhase.Phase phase) {
        vertx.eventBus().publish(Address.NODE_PHASE.text(), new NodePhase("n1", phase).toJson(), LOCAL);
    }

    private void gateway() {
        vertx.eventBus()
                .consumer(
                        Address.verticleStatus(VerticleKind.GATEWAY, "n1"),
                        message -> message.reply(new JsonObject()
                                .put("healthy", true)
                                .put("figures", new JsonObject().put("connections", 3))));
    }

    private HttpResponse<String> http(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthFollowsThePhaseOfTheNode() throws Exception {
        gateway();
        deploy(freePort(), "gateway", "monitoring");

        assertThat(http("GET", "/health/live").statusCode()).isEqualTo(200);
        assertThat(http("GET", "/health/ready").statusCode()).isEqualTo(503);
        phase(NodePhase.Phase.READY);
        assertThat(http("GET", "/health/ready").statusCode()).isEqualTo(200);
        HttpResponse<String> all = http("GET", "/health");
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(all.body()).getString("status")).isEqualTo("healthy");
        phase(NodePhase.Phase.DRAINING);
        assertThat(http("GET", "/health/ready").statusCode()).isEqualTo(503);
        assertThat(http("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void bothNamesGiveTheWebSocketFigures() throws Exception {
        gateway();
        deploy(freePort(), "gateway");

        for (String path : new String[] {"/ws/health", "/health/websocket"}) {
            HttpResponse<String> response = http("GET", path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(new JsonObject(response.body()).getInteger("active_connections"))
                    .isEqualTo(3);
            assertThat(new JsonObject(response.body())
                            .getJsonObject("memory_usage")
                            .getLong("heapUsedBytes"))
                    .isPositive();
        }
    }

    @Test
    void aRoleWhoseVerticleIsMissingMakesTheNodeUnhealthy() throws Exception {
        deploy(freePort(), "feed");
        phase(NodePhase.Phase.READY);

        assertThat(http("GET", "/health").statusCode()).isEqualTo(503);
        assertThat(http("GET", "/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAreWellFormed() throws Exception {
        Meters.registry().gauge("websocket.connections", 5);
        deploy(freePort());
        http("GET", "/health/live");

        HttpResponse<String> response = http("GET", "/metrics");
        PrometheusText parsed = PrometheusText.parse(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.samples()).containsEntry("websocket_connections_total", 5.0);
        assertThat(parsed.types())
                .containsKeys("quotewire_build", "process_resident_memory_bytes", "jvm_memory_used_bytes");
    }

    @Test
    void headAnswersLikeGetWithoutTheBody() throws Exception {
        deploy(freePort());

        for (String path : new String[] {"/health", "/metrics"}) {
            HttpResponse<String> head = http("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(Integer.parseInt(
                            head.headers().firstValue("content-length").orElseThrow()))
                    .isPositive();
        }
    }

    @Test
    void otherPathsAndMethodsAreRefusedInJson() throws Exception {
        deploy(freePort());

        assertThat(http("GET", "/").statusCode()).isEqualTo(404);
        assertThat(http("GET", "/health/").body()).isEqualTo("{\"error\":\"not found\"}");
        HttpResponse<String> post = http("POST", "/health");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
        for (HttpResponse<String> response : List.of(post, http("GET", "/x"), http("GET", "/health/live"))) {
            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(response.headers().firstValue("cache-control")).contains("no-store");
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
        }
    }

    @Test
    void theSameAnswersComeOverTheBus() {
        gateway();
        deploy(0, "gateway");
        phase(NodePhase.Phase.READY);

        JsonObject ready = health("ready");
        assertThat(ready.getInteger("status")).isEqualTo(200);
        assertThat(ready.getJsonObject("body").getString("status")).isEqualTo("ready");
        assertThat(health("live").getInteger("status")).isEqualTo(200);
        assertThat(health("all").getJsonObject("body").getString("version")).isEqualTo("9.9");
        assertThat(health("websocket").getJsonObject("body").getInteger("totalConnections"))
                .isEqualTo(3);
        assertThatThrownBy(() -> health("secrets"))
                .satisfies(failure -> assertThat(FailureCode.of(failure)).contains(FailureCode.BAD_MESSAGE));
    }

    private JsonObject health(String path) {
        return vertx.eventBus()
                .<JsonObject>request(Address.NODE_HEALTH.text(), new JsonObject().put("path", path), LOCAL)
                .await()
                .body();
    }

    private JsonObject figures(JsonObject query) {
        return vertx.eventBus()
                .<JsonObject>request(Address.STATUS_QUERY.text(), query)
                .await()
                .body();
    }

    @Test
    void figuresAreToldOverTheBus() {
        gateway();
        deploy(0, "gateway");

        JsonObject node = figures(new JsonObject()).getJsonArray("nodes").getJsonObject(0);
        assertThat(node.getString("node")).isEqualTo("n1");
        assertThat(node.getJsonObject("verticles").getJsonObject("gateway").getJsonObject("figures"))
                .isEqualTo(new JsonObject().put("connections", 3));
        JsonObject only = figures(new JsonObject().put("kind", "gateway").put("cluster", true))
                .getJsonArray("nodes")
                .getJsonObject(0);
        assertThat(only.getJsonObject("verticles").fieldNames()).containsExactly("gateway");
        assertThatThrownBy(() -> figures(new JsonObject().put("kind", "kitchen")))
                .hasMessageContaining("kind: must be one of");
        assertThatThrownBy(() -> figures(new JsonObject().put("cluster", 1))).hasMessageContaining("cluster");
    }

    @Test
    void theManagementPortTellsTheFiguresOfAllNodes() throws Exception {
        gateway();
        deploy(freePort(), "gateway");

        HttpResponse<String> response = http("GET", "/status");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject body = new JsonObject(response.body());
        assertThat(body.getString("answeredBy")).isEqualTo("n1");
        JsonObject node = body.getJsonArray("nodes").getJsonObject(0);
        assertThat(node.getJsonObject("verticles").fieldNames()).containsExactly("gateway", "monitoring");
        assertThat(node.getJsonObject("verticles").getJsonObject("gateway").getJsonObject("figures"))
                .isEqualTo(new JsonObject().put("connections", 3));
        assertThat(http("POST", "/status").statusCode()).isEqualTo(405);
    }

    @Test
    void aPortThatIsTakenFailsTheStartAndLeavesNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> deploy(taken.getLocalPort()))
                    .hasMessageContaining("monitoring.port: cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThatThrownBy(() -> figures(new JsonObject())).hasMessageContaining("No handlers");
        assertThat(Meters.registry().find("quotewire.build").meter()).isNull();
    }

    @Test
    void portZeroListensNowhereAndStoppingLeavesNothing() {
        String id = deploy(0);
        JsonObject status = vertx.eventBus()
                .<JsonObject>request(Address.verticleStatus(VerticleKind.MONITORING, "n1"), new JsonObject())
                .await()
                .body();
        assertThat(status.getJsonObject("addresses")).isEqualTo(new JsonObject());

        vertx.undeploy(id).await();

        assertThatThrownBy(() -> figures(new JsonObject())).hasMessageContaining("No handlers");
        assertThat(Meters.registry().find("jvm.memory.used").meter()).isNull();
    }

    @Test
    void theStatusNamesTheAddressForTheReadyLine() throws Exception {
        deploy(freePort());

        JsonObject status = vertx.eventBus()
                .<JsonObject>request(Address.verticleStatus(VerticleKind.MONITORING, "n1"), new JsonObject())
                .await()
                .body();

        assertThat(status.getJsonObject("addresses").getString("management")).isEqualTo("http://127.0.0.1:" + port);
    }

    @Test
    void wrongOptionsAreAllNamed() {
        Problems problems = new Problems();
        MonitoringOptions options = MonitoringOptions.from(
                new JsonObject().put("port", 70_000).put("host", "").put("prot", 1), problems);

        assertThat(problems.list())
                .extracting(problem -> problem.path())
                .containsExactly("monitoring.host", "monitoring.port", "monitoring.prot");
        assertThat(options)
                .isEqualTo(new MonitoringOptions(
                        "127.0.0.1", 8081, new AdminOptions(true, List.of()), new AuditOptions(10_485_760, 10)));
    }
}
