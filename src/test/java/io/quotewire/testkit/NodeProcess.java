package io.quotewire.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own. Closing it ends the process. */
public final class NodeProcess implements AutoCloseable {
    private static final Pattern GATEWAY = Pattern.compile("gateway (http://\\S+)");
    private static final List<String> JVM = List.of("-Xmx512m");
    private final Process process;
    private final Path out;
    private final Path err;

    private NodeProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code run} on free ports and with the arguments given. */
    public static NodeProcess run(Path dataDir, String... arguments) throws IOException {
        return run(dataDir, JVM, arguments);
    }

    /** The same with other options of the JVM. */
    public static NodeProcess run(Path dataDir, List<String> jvm, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "run", "--set", "gateway.port=0", "--set", "monitoring.port=0", "--set", "data.dir=" + dataDir));
        for (String name : GatewayHarness.LIMITS_OFF) {
            if (Stream.of(arguments).noneMatch(argument -> argument.contains(name))) {
                all.addAll(List.of("--set", "gateway.limits." + name + "=0"));
            }
        }
        all.addAll(List.of("--set", "gateway.eventLoops=" + GatewayHarness.LOOPS));
        all.addAll(List.of(arguments));
        return start(dataDir, jvm, all);
    }

    /** Starts the jar with just these arguments. */
    public static NodeProcess start(Path dir, List<String> arguments) throws IOException {
        return start(dir, JVM, arguments);
    }

    private static NodeProcess start(Path dir, List<String> jvm, List<String> arguments) throws IOException {
        String jar = System.getProperty("quotewire.jar");
        List<String> command = JavaProcess.command();
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar));
        command.addAll(arguments);
        Files.createDirectories(dir);
        Path out = Files.createTempFile(dir, "out", ".txt");
        Path err = Files.createTempFile(dir, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new NodeProcess(process, out, err);
    }

    /** Waits for the ready line. */
    public NodeProcess awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> out().contains("quotewire ready") || !process.isAlive());
        if (!out().contains("quotewire ready")) {
            throw new AssertionError("did not start: " + err());
        }
        return this;
    }

    /** The gateway's address, from the ready line. */
    public String gateway() {
        return gateways().get(0);
    }

    /** The addresses of all gateways, from the ready line. */
    public List<String> gateways() {
        List<String> found =
                GATEWAY.matcher(out()).results().map(result -> result.group(1)).toList();
        if (found.isEmpty()) {
            throw new AssertionError("no gateway in: " + out());
        }
        return found;
    }

    /** The process. */
    public Process process() {
        return process;
    }

    /** Waits for the end. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("still runs: " + err());
        }
        return process.exitValue();
    }

    /** What was printed on stdout so far. */
    public String out() {
        return read(out);
    }

    /** What was printed on stderr so far. */
    public String err() {
        return read(err);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
