package io.quotewire.notification;

import io.quotewire.kit.metrics.Meters;
import io.quotewire.notification.store.MemoryStore;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreOpenException;
import io.quotewire.notification.store.embedded.EmbeddedStore;
import io.quotewire.notification.store.redis.RedisOpening;
import io.quotewire.notification.store.redis.RedisSettings;
import io.quotewire.notification.store.redis.RedisStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that the configuration names. */
final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private Stores() {}

    /**
     * Opens it.
     *
     * @param options which store
     * @param vertx gives it a worker thread where it needs one
     * @param dataDir where the embedded store is
     * @return fails with a text for the operator
     */
    static Future<NotificationStore> open(NotificationOptions options, Vertx vertx, @Nullable String dataDir) {
        SecureRandom random = new SecureRandom();
        Supplier<String> randomText = () -> String.format("%016x", random.nextLong());
        return opened(options, vertx, dataDir, randomText)
                .map(store -> new MeasuredStore(store, new StoreMeters(Meters.registry(), breakers(store))));
    }

    private static Future<? extends NotificationStore> opened(
            NotificationOptions options, Vertx vertx, @Nullable String dataDir, Supplier<String> randomText) {
        if (options.store().equals(NotificationOptions.MEMORY)) {
            LOG.atWarn().log("notifications are kept in memory only: all are lost when this process ends");
            return Future.succeededFuture(new MemoryStore(options.limits(), randomText));
        }
        Optional<RedisSettings> redis = options.redis();
        if (redis.isPresent()) {
            return new RedisOpening(vertx, redis.get()).open(options.limits(), randomText);
        }
        return dataDir == null
                ? Future.failedFuture(new StoreOpenException("data.dir: is needed by notification.store embedded"))
                : EmbeddedStore.open(vertx, Path.of(dataDir), options.limits(), randomText);
    }

    private static IntSupplier breakers(NotificationStore store) {
        return store instanceof RedisStore redis ? redis::openBreakers : () -> 0;
    }
}
