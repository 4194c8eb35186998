package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.Listening;
import io.quotewire.testkit.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as an operator meets it: exit codes, one line for each problem, a drain that clients see. */
class ProcessIT {
    @TempDir
    Path dir;

    @Test
    void sigtermTellsClientsAndEndsWith143() throws Exception {
        try (NodeProcess node = NodeProcess.run(dir).awaitReady()) {
            List<JsonObject> seen = Collections.synchronizedList(new ArrayList<>());
            Listening.open(node.gateway().replaceFirst("http", "ws") + "ws", seen::add);
            Awaitility.await().until(() -> !seen.isEmpty());
            node.process().destroy();
            assertThat(node.awaitExit()).isEqualTo(143);
            JsonObject last = seen.get(seen.size() - 1);
            assertThat(last.getString("type")).isEqualTo("system");
            assertThat(last.getString("action")).isEqualTo("shutdown");
            assertThat(last.getJsonObject("data").getLong("reconnectAfterMs")).isPositive();
            assertThat(node.out().lines()).hasSize(1);
        }
    }

    @Test
    void aPortThatIsTakenEndsWithTwoAndOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "gateway.port=" + taken.getLocalPort();
            try (NodeProcess node = NodeProcess.run(dir, "--set", port)) {
                assertThat(node.awaitExit()).isEqualTo(2);
                assertThat(node.err().lines().filter(line -> !line.startsWith("20")))
                        .singleElement()
                        .asString()
                        .contains("127.0.0.1:" + taken.getLocalPort(), "gateway.port");
            }
        }
    }

    @Test
    void everyProblemOfAWrongFileIsToldAtOnceAndEndsWithOne() throws Exception {
        Path file =
                Files.writeString(dir.resolve("wrong.json"), "{\"gateway\":{\"prot\":1,\"port\":\"x\"},\"fed\":{}}");
        try (NodeProcess node = NodeProcess.start(dir, List.of("check", "--config", file.toString()))) {
            assertThat(node.awaitExit()).isEqualTo(1);
            assertThat(node.err()).contains("gateway.prot", "did you mean port?", "gateway.port", "did you mean feed?");
            assertThat(node.err().lines()).hasSize(3).allMatch(line -> line.startsWith(file.toString()));
        }
    }

    @Test
    void aBrokenClusterFileEndsWithOneAndItsLine() throws Exception {
        Path file = Files.writeString(dir.resolve("broken.xml"), "<hazelcast>\n  <oops>\n</hazelcast>\n");
        try (NodeProcess node = NodeProcess.run(dir, "--cluster", "--cluster-config", file.toString())) {
            assertThat(node.awaitExit()).isEqualTo(1);
            assertThat(node.err()).contains(file + ":3:").doesNotContain("\tat ");
        }
    }
}
