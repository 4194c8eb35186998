package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes with one command. */
class FleetIT {
    @TempDir
    Path dir;

    private Path clusterFile;

    @BeforeEach
    void cluster() throws IOException {
        clusterFile = OwnCluster.file(dir);
    }

    private NodeProcess fleet(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "cluster",
                "2",
                "--cluster-config",
                clusterFile.toString(),
                "--set",
                "gateway.port=0",
                "--set",
                "monitoring.port=0",
                "--set",
                "data.dir=" + dir.resolve("state")));
        arguments.addAll(List.of(more));
        return NodeProcess.start(dir, arguments);
    }

    private static JsonObject price(String gateway) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "api/prices/BTC-USD"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new JsonObject(response.body());
    }

    /** The nodes; before their end, for afterwards they are nobody's children. */
    private static List<ProcessHandle> nodes(NodeProcess fleet) {
        return fleet.process().children().toList();
    }

    /** A process that has ended and that nobody asks for its exit code stays in the table, as a zombie. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return process.isAlive() && !Files.isDirectory(Path.of("/proc/self"));
        }
    }

    private static void awaitEnd(List<ProcessHandle> nodes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> nodes.stream().noneMatch(FleetIT::runs));
    }

    @Test
    void everyNodeAnswersAndOneSignalDrainsThemAll() throws Exception {
        try (NodeProcess fleet = fleet().awaitReady()) {
            List<ProcessHandle> nodes = nodes(fleet);
            assertThat(nodes).hasSize(2);
            assertThat(fleet.out().lines())
                    .singleElement()
                    .asString()
                    .contains(": node1 gateway ", " | node2 gateway ");
            assertThat(fleet.gateways()).hasSize(2);
            for (String gateway : fleet.gateways()) {
                Awaitility.await()
                        .untilAsserted(() ->
                                assertThat(price(gateway).getString("source")).isEqualTo("simulated"));
            }
            assertThat(fleet.err()).contains("node1 | quotewire ready", "roles gateway,monitoring", "members=\"2\"");

            new ProcessBuilder("kill", "-INT", Long.toString(fleet.process().pid()))
                    .start()
                    .waitFor();

            assertThat(fleet.awaitExit()).as(fleet.err()).isEqualTo(130);
            awaitEnd(nodes);
            assertThat(fleet.err()).contains("reason=\"stopped\"").doesNotContain("its last lines", "was killed");
        }
    }

    @Test
    void noNodeOutlivesTheCommandThatIsKilled() throws Exception {
        try (NodeProcess fleet = fleet().awaitReady()) {
            List<ProcessHandle> nodes = nodes(fleet);
            assertThat(nodes).hasSize(2).allMatch(FleetIT::runs);

            fleet.process().destroyForcibly().waitFor();

            awaitEnd(nodes);
        }
    }

    @Test
    void aNodeThatDiesTakesTheOthersAlong() throws Exception {
        try (NodeProcess fleet = fleet().awaitReady()) {
            List<ProcessHandle> nodes = nodes(fleet);

            nodes.get(0).destroyForcibly();

            assertThat(fleet.awaitExit()).isEqualTo(2);
            awaitEnd(nodes);
            assertThat(fleet.err()).containsPattern("node[12] ended with exit code 137, so all were ended");
        }
    }

    @Test
    void aNodeThatCannotStartIsToldWithItsLastLines() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NodeProcess fleet = fleet("--set", "gateway.port=" + taken.getLocalPort())) {
            assertThat(fleet.awaitExit()).isEqualTo(2);
            assertThat(fleet.out()).isEmpty();
            assertThat(fleet.err().lines().dropWhile(line -> !line.contains("its last lines")))
                    .first()
                    .asString()
                    .isEqualTo("quotewire: node1 ended with exit code 2, so all were ended; its last lines:");
            assertThat(fleet.err().lines().toList())
                    .last()
                    .asString()
                    .startsWith("node1 | gateway: cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
