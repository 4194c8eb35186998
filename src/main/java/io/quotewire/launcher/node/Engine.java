package io.quotewire.launcher.node;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quotewire.bus.BusCodecs;
import io.quotewire.kit.metrics.MetricsFactory;
import io.quotewire.launcher.settings.Plan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x as this program uses it. Immutable.
 *
 * @param vertx with metrics and the codecs of the bus
 * @param cluster what it is a member of; null if it is alone
 */
record Engine(Vertx vertx, @Nullable ClusterManager cluster) {
    /** A peer that does not answer is given up after the sum of both, instead of Vert.x's 40 s. */
    private static final long PING_INTERVAL_MS = 3_000;

    private static final long PING_REPLY_MS = 3_000;

    static Future<Engine> start(Plan plan) {
        VertxOptions options = new VertxOptions().setPreferNativeTransport(true).setMetricsOptions(metrics());
        VertxBuilder builder =
                Vertx.builder().withMetrics(new MetricsFactory(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        Plan.Cluster cluster = plan.cluster();
        if (cluster == null) {
            return Future.succeededFuture(ready(builder.with(options).build(), null));
        }
        options.setEventBusOptions(new EventBusOptions()
                .setHost(cluster.host())
                .setPort(cluster.port())
                .setClusterPingInterval(PING_INTERVAL_MS)
                .setClusterPingReplyInterval(PING_REPLY_MS));
        HazelcastClusterManager manager = new HazelcastClusterManager(cluster.config());
        return builder.with(options)
                .withClusterManager(manager)
                .buildClustered()
                .map(vertx -> ready(vertx, manager));
    }

    Optional<ClusterManager> clusterManager() {
        return Optional.ofNullable(cluster);
    }

    private static Engine ready(Vertx vertx, @Nullable ClusterManager cluster) {
        BusCodecs.register(vertx.eventBus());
        return new Engine(vertx, cluster);
    }

    /** Addresses of the bus can name users, so never EB_ADDRESS. */
    private static MicrometerMetricsOptions metrics() {
        EnumSet<Label> labels = EnumSet.copyOf(MicrometerMetricsOptions.DEFAULT_LABELS);
        labels.remove(Label.EB_ADDRESS);
        return new MicrometerMetricsOptions().setEnabled(true).setLabels(labels);
    }
}
