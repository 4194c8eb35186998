package io.quotewire.notification;

import io.quotewire.notification.store.MemoryStore;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreHealth;
import io.quotewire.notification.store.UnavailableStore;
import io.vertx.core.Future;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that the configuration names. */
final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private Stores() {}

    static Future<NotificationStore> open(NotificationOptions options) {
        if (options.store().equals(NotificationOptions.MEMORY)) {
            LOG.atWarn().log("notifications are kept in memory only: all are lost when this process ends");
            SecureRandom random = new SecureRandom();
            return Future.succeededFuture(
                    new MemoryStore(options.limits(), () -> String.format("%016x", random.nextLong())));
        }
        LOG.atWarn().log("this notification store is not available in this release: requests are refused");
        return Future.succeededFuture(new UnavailableStore(new StoreHealth(true, "not available in this release")));
    }
}
