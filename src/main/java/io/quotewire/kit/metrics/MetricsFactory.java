package io.quotewire.kit.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.DatagramSocketMetrics;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.TCPMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.micrometer.MicrometerMetricsFactory;

/** Vert.x's own metrics over Micrometer, with {@link HttpTraffic} in the place of those of HTTP servers. Thread-safe. */
public final class MetricsFactory implements VertxMetricsFactory {
    private final MeterRegistry registry;
    private final VertxMetricsFactory micrometer;

    /**
     * Metrics in a registry.
     *
     * @param registry the process's
     */
    public MetricsFactory(MeterRegistry registry) {
        this.registry = registry;
        micrometer = new MicrometerMetricsFactory(registry);
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return new Measuring(micrometer.metrics(options), registry);
    }

    @Override
    public MetricsOptions newOptions(MetricsOptions options) {
        return micrometer.newOptions(options);
    }

    private record Measuring(VertxMetrics micrometer, MeterRegistry registry) implements VertxMetrics {
        @Override
        public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress local) {
            return new HttpTraffic(registry, local.port());
        }

        @Override
        public EventBusMetrics<?> createEventBusMetrics() {
            return micrometer.createEventBusMetrics();
        }

        @Override
        public ClientMetrics<?, ?, ?> createClientMetrics(SocketAddress remote, String type, String namespace) {
            return micrometer.createClientMetrics(remote, type, namespace);
        }

        @Override
        public HttpClientMetrics<?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
            return micrometer.createHttpClientMetrics(options);
        }

        @Override
        public TCPMetrics<?> createNetServerMetrics(NetServerOptions options, SocketAddress local) {
            return micrometer.createNetServerMetrics(options, local);
        }

        @Override
        public TCPMetrics<?> createNetClientMetrics(NetClientOptions options) {
            return micrometer.createNetClientMetrics(options);
        }

        @Override
        public DatagramSocketMetrics createDatagramSocketMetrics(DatagramSocketOptions options) {
            return micrometer.createDatagramSocketMetrics(options);
        }

        @Override
        public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
            return micrometer.createPoolMetrics(type, name, size);
        }

        @Override
        public void vertxCreated(Vertx vertx) {
            micrometer.vertxCreated(vertx);
        }

        @Override
        public boolean isMetricsEnabled() {
            return micrometer.isMetricsEnabled();
        }

        @Override
        public void close() {
            micrometer.close();
        }
    }
}
