package io.quotewire.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpositionTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private String exposition() {
        Gauge.builder("websocket.connections", () -> 3)
                .tag("type", "trading")
                .description("Open connections")
                .register(registry);
        Gauge.builder("websocket.connections", () -> 4).tag("type", "price").register(registry);
        Counter.builder("websocket.connections.refused").register(registry).increment(2);
        Counter.builder("websocket.messages.sent")
                .tag("type", "update")
                .tag("channel", "prices")
                .register(registry)
                .increment(5);
        Timer.builder("websocket.message.latency")
                .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50))
                .register(registry)
                .record(Duration.ofMillis(30));
        Counter.builder("odd")
                .tag("why", "a \"quote\", a \\ and a\nline")
                .register(registry)
                .increment();
        return new Exposition(registry).text();
    }

    @Test
    void theGaugeOfConnectionsGetsItsName() {
        PrometheusText parsed = PrometheusText.parse(exposition());

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.types())
                .containsEntry("websocket_connections_total", "gauge")
                .doesNotContainKey("websocket_connections");
        assertThat(parsed.samples())
                .containsEntry("websocket_connections_total{type=\"trading\"}", 3.0)
                .containsEntry("websocket_connections_total{type=\"price\"}", 4.0);
    }

    @Test
    void everyOtherNameStaysAsItIs() {
        PrometheusText parsed = PrometheusText.parse(exposition());

        assertThat(parsed.types())
                .containsEntry("websocket_messages_sent_total", "counter")
                .containsEntry("websocket_connections_refused_total", "counter")
                .containsEntry("websocket_message_latency_seconds", "histogram");
        assertThat(parsed.samples())
                .containsEntry("websocket_connections_refused_total", 2.0)
                .containsEntry("websocket_message_latency_seconds_bucket{le=\"0.025\"}", 0.0)
                .containsEntry("websocket_message_latency_seconds_bucket{le=\"0.05\"}", 1.0);
    }

    @Test
    void theMetersOfTheProcessAreWellFormedAndGoWithTheirOwner() {
        ResidentMemory resident = new ResidentMemory();
        resident.read();
        ProcessMeters meters = new ProcessMeters(registry, resident, "1.2.3");

        PrometheusText parsed = PrometheusText.parse(new Exposition(registry).text());

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.types())
                .containsKeys(
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "jvm_gc_memory_allocated_bytes_total",
                        "netty_direct_memory_bytes",
                        "process_files_open_files",
                        "process_uptime_seconds",
                        "process_resident_memory_bytes",
                        "system_cpu_count",
                        "quotewire_build");
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void theParserOfThisTestFindsWhatIsWrong() {
        assertThat(PrometheusText.parse("# TYPE a gauge\na 1\n# TYPE a gauge\na 1\n")
                        .problems())
                .containsExactly("family twice: a", "twice: a");
        assertThat(PrometheusText.parse("# TYPE a gauge\nb 1\n").problems())
                .containsExactly("outside of its family: b 1");
        assertThat(PrometheusText.parse("# TYPE a gauge\na{x=\"y} 1").problems())
                .containsExactly("the last line is not ended", "malformed: a{x=\"y} 1");
    }

    @Test
    void promtoolReadsIt(@TempDir Path folder) throws IOException, InterruptedException {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "promtool")));
        assumeTrue(found, "promtool is not installed here");
        Path input = Files.writeString(folder.resolve("metrics.txt"), exposition());
        Path output = folder.resolve("promtool.txt");

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // It objects to a gauge called _total, and to names without help: these are known. Anything else is not.
        assertThat(Files.readAllLines(output))
                .allMatch(line ->
                        line.contains("websocket_connections_total non-counter") || line.contains("no help text"));
    }
}
