package io.quotewire.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import org.junit.jupiter.api.Test;

final class MetersTest {
    @Test
    void withoutMetricsThereIsARegistryThatNobodyReads() {
        Meters.registry().counter("lonely").increment();

        assertThat(Meters.prometheus()).isEmpty();
    }

    @Test
    void theRegistryIsTheOneThatVertxWasStartedWith() {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true));
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory())
                .build();
        try {
            Meters.registry().counter("shared").increment();

            assertThat(Meters.prometheus().orElseThrow().scrape()).contains("shared_total 1.0");
        } finally {
            vertx.close().await();
        }
    }
}
