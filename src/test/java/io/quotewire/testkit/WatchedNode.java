package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A node in a process of its own, and what it holds: asked over its management port and of the system. */
public final class WatchedNode implements AutoCloseable {
    private static final int LOOKS = 3;
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{.*})? (\\S+)");

    /** Everybody comes from here, and some subscribe all day. */
    private static final List<String> ONE_ADDRESS =
            List.of("gateway.limits.subscriptionRequestsPerMinute=0", "gateway.limits.blockAfter=0");

    private final NodeProcess node;
    private final int managementPort;
    private final int port;

    private WatchedNode(NodeProcess node, int managementPort) {
        this.node = node;
        this.managementPort = managementPort;
        port = URI.create(node.gateway()).getPort();
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param settings each {@code PATH=VALUE}
     */
    public static WatchedNode start(Path dir, List<String> jvm, String... settings) throws IOException {
        int managementPort;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            managementPort = free.getLocalPort();
        }
        List<String> arguments = new ArrayList<>(List.of("--set", "monitoring.port=" + managementPort));
        ONE_ADDRESS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        Arrays.stream(settings).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        NodeProcess node = NodeProcess.run(dir, jvm, arguments.toArray(String[]::new));
        return new WatchedNode(node.awaitReady(), managementPort);
    }

    /** The gateway's port. */
    public int port() {
        return port;
    }

    /** Whether it runs, and has not run out of memory. */
    public boolean isWell() {
        return node.process().isAlive() && !node.err().contains("OutOfMemoryError");
    }

    /** What was printed on stderr so far. */
    public String err() {
        return node.err();
    }

    /** The gateway's own figures. */
    public JsonObject figures() {
        return verticles().getJsonObject("gateway").getJsonObject("figures");
    }

    /** How many ticks its simulator has made. */
    public long ticks() {
        JsonObject feeds =
                verticles().getJsonObject("feed").getJsonObject("figures").getJsonObject("feeds");
        return feeds.getJsonObject("sim").getLong("ticks");
    }

    /** What it holds, garbage included. */
    public Vitals vitals() {
        JsonObject verticles = verticles();
        int timers = verticles.fieldNames().stream()
                .mapToInt(kind ->
                        verticles.getJsonObject(kind).getJsonObject("figures").getInteger("timers", 0))
                .sum();
        String metrics = RawHttp.once(managementPort, "GET", "/metrics", "").body();
        return new Vitals(
                sum(metrics, "jvm_memory_used_bytes", labels -> labels.contains("area=\"heap\"")),
                Math.max(
                        sum(metrics, "jvm_buffer_memory_used_bytes", labels -> labels.contains("id=\"direct\"")),
                        sum(metrics, "netty_direct_memory_bytes", labels -> true)),
                sum(metrics, "process_resident_memory_bytes", labels -> true),
                descriptors(),
                (int) sum(metrics, "jvm_threads_live_threads", labels -> true),
                timers,
                verticles.getJsonObject("gateway").getJsonObject("figures"));
    }

    /** What it holds after a collection; of a few looks the one with the least heap, since it goes on working. */
    public Vitals vitalsAfterGc() {
        Vitals least = null;
        for (int i = 0; i < LOOKS; i++) {
            collect();
            Vitals now = vitals();
            least = least == null || now.heap() < least.heap() ? now : least;
        }
        return least;
    }

    @Override
    public void close() throws InterruptedException {
        node.close();
    }

    /** A node that has much to do may not have asked everybody in time. */
    private JsonObject verticles() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::askVerticles, WatchedNode::isComplete);
    }

    private JsonObject askVerticles() {
        JsonObject status = new JsonObject(
                RawHttp.once(managementPort, "GET", "/status", "").body());
        return status.getJsonArray("nodes").getJsonObject(0).getJsonObject("verticles");
    }

    private static boolean isComplete(JsonObject verticles) {
        return verticles.containsKey("gateway")
                && verticles.fieldNames().stream()
                        .allMatch(kind -> verticles.getJsonObject(kind).containsKey("figures"));
    }

    private int descriptors() {
        try (Stream<Path> open =
                Files.list(Path.of("/proc", String.valueOf(node.process().pid()), "fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void collect() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(
                            jcmd, String.valueOf(node.process().pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("jcmd did not do it: " + node.err());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static long sum(String metrics, String name, Predicate<String> wanted) {
        return metrics.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(sample -> Map.entry(sample.group(1) + " " + sample.group(2), sample.group(3)))
                .filter(sample -> sample.getKey().startsWith(name + " ") && wanted.test(sample.getKey()))
                .mapToLong(sample -> (long) Double.parseDouble(sample.getValue()))
                .sum();
    }
}
