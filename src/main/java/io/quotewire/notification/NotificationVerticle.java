package io.quotewire.notification;

import io.quotewire.kit.config.Problems;
import io.quotewire.kit.metrics.Meters;
import io.quotewire.notification.text.TextGuard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Stores and announces what is addressed to a user. Confined to its event loop; what it does is
 * {@link NotificationDesk}'s.
 */
public final class NotificationVerticle extends VerticleBase {
    private @Nullable NotificationDesk desk;

    @Override
    public Future<?> start() {
        Problems problems = new Problems();
        NotificationOptions options = NotificationOptions.from(config().getJsonObject("notification"), problems);
        problems.throwIfAny();
        String node = config().getJsonObject("node", new JsonObject()).getString("id", "local");
        String dataDir = config().getJsonObject("data", new JsonObject()).getString("dir");
        return Stores.open(options, vertx, dataDir).compose(store -> {
            Clock clock = Clock.systemUTC();
            TextGuard texts = new TextGuard(options.refuseScripts(), node, vertx.eventBus(), clock, Meters.registry());
            desk = new NotificationDesk(vertx, node, store, options.limits().channels(), clock, texts);
            return desk.start();
        });
    }

    @Override
    public Future<?> stop() {
        return desk == null ? Future.succeededFuture() : desk.close();
    }
}
