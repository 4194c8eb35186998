package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public clients of SockJS and of the event-bus bridge, in Node, against the packaged jar with two event loops; {@code src/test/sockjs} has what
 * they say. Needs {@code npm ci} in that folder, which {@code scripts/test} does.
 */
class SockJsClientIT {
    private static final Path CLIENT = Path.of("src", "test", "sockjs");

    @TempDir
    Path dir;

    @Test
    void overEachTransportItGetsWhatAPlainWebSocketGets() throws Exception {
        run("client.test.js");
    }

    @Test
    void theEventBusClientMayDoWhatIsPermittedAndNothingElse() throws Exception {
        run("eventbus.test.js");
    }

    private void run(String script) throws Exception {
        assumeTrue(Files.isDirectory(CLIENT.resolve("node_modules")), "npm ci --prefix src/test/sockjs was not run");
        try (NodeProcess node = NodeProcess.run(
                        dir,
                        "--set",
                        "gateway.eventLoops=2",
                        "--set",
                        "gateway.limits.maxMessageBytes=131072",
                        "--set",
                        "gateway.limits.queueBytes=4194304",
                        "--set",
                        "gateway.limits.connectionsPerIp=0",
                        "--set",
                        "gateway.limits.connectionsPerUser=0",
                        "--set",
                        "gateway.auth.secret=" + GatewayHarness.SECRET)
                .awaitReady()) {
            Path report = dir.resolve("report.txt");
            ProcessBuilder builder = new ProcessBuilder("node", "--test", script)
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile());
            builder.environment().put("QUOTEWIRE_URL", node.gateway());
            builder.environment().put("QUOTEWIRE_SERVICE", GatewayHarness.token("service", "ADMIN"));
            builder.environment().put("QUOTEWIRE_USER", GatewayHarness.token("ann", "TRADER"));
            Process client = builder.start();
            assertThat(client.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(client.exitValue()).as(Files.readString(report)).isZero();
        }
    }
}
