package io.quotewire.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start, readiness, drain and exit codes of the real program. */
class ProgramIT {
    private static final Pattern READY = Pattern.compile("quotewire ready in \\d+ ms: bridge tcp://127\\.0\\.0\\.1:\\d+"
            + " roles monitoring,bridge node [0-9a-f]{8}\n");

    @TempDir
    private Path folder;

    @BeforeEach
    void deployment() throws IOException {
        deployment("io.quotewire.launcher.process.ListeningVerticle", 0);
    }

    private void deployment(String bridge, int port) throws IOException {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("verticles.json"), """
                {"verticles": {"monitoring": {"main": "io.quotewire.launcher.node.QuietVerticle"},
                               "bridge": {"main": "%s"}},
                 "bridge": {"port": %d}, "data": {"dir": "state"}}
                """.formatted(bridge, port));
    }

    private Program run(String... more) throws IOException {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--roles";
        arguments[1] = "bridge";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Program.start(folder, arguments);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalDrainsTheNode(String signal, int exitCode) throws Exception {
        try (Program program = run().untilReady()) {
            assertThat(program.out()).matches(READY);

            assertThat(program.signal(signal).exitCode()).isEqualTo(exitCode);
            assertThat(Files.readString(folder.resolve("state/events"))).isEqualTo("READY\nDRAINING\nSTOPPED\n");
            assertThat(program.out().lines()).hasSize(1);
            assertThat(program.err()).contains("development key").doesNotContain("Exception");
        }
    }

    @Test
    void aSecondSignalEndsAtOnce() throws Exception {
        deployment("io.quotewire.launcher.process.StuckVerticle", 0);
        try (Program program = run().untilReady()) {
            program.signal("TERM").untilErr("stuck");

            assertThat(program.signal("INT").exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aPortThatIsTakenIsExitCodeTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deployment("io.quotewire.launcher.process.ListeningVerticle", taken.getLocalPort());
            try (Program program = run()) {
                assertThat(program.exitCode()).isEqualTo(2);
                assertThat(program.out()).isEmpty();
                assertThat(program.err().lines().filter(line -> !line.contains(" WARN ")))
                        .containsExactly("bridge: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                                + " (bridge.port): the port is taken by another program");
            }
        }
    }

    @Test
    void aClusterFileThatIsNoXmlIsExitCodeOne() throws Exception {
        Files.writeString(folder.resolve("cluster.xml"), "<hazelcast>\n  <network>\n</hazelcast>\n");
        try (Program program = run("--cluster")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.err()).startsWith("cluster.xml:3:").doesNotContain("\tat ");
        }
    }

    @Test
    void aBadDeploymentFileIsExitCodeOne() throws Exception {
        Files.writeString(folder.resolve("verticles.json"), "{");
        try (Program program = run()) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.err().lines()).singleElement().asString().startsWith("verticles.json:1:");
        }
    }

    @Test
    void theTokenAloneIsOnStdout() throws Exception {
        try (Program program = Program.start(folder, "token", "--user", "jo", "--role", "VIEWER")) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        }
    }

    @Test
    void nodesOnThisMachineFormAClusterAndLeaveIt() throws Exception {
        try (Program first = run("--cluster").untilReady();
                Program second = run("--cluster").untilReady()) {
            assertThat(first.out()).matches(READY);
            assertThat(second.out()).matches(READY);
            Matcher members =
                    Pattern.compile("cluster joined members=\"(\\d+)\"").matcher(second.err());
            assertThat(members.find()).as(second.err()).isTrue();
            assertThat(members.group(1)).isEqualTo("2");

            assertThat(first.signal("TERM").exitCode()).isEqualTo(143);
            assertThat(second.signal("TERM").exitCode()).isEqualTo(143);
        }
    }
}
