package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.LinkLimits;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisRefusedException;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.StoreOpenException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Opens a {@link RedisStore}: tries for a while, since Redis may be starting too. Confined to one context. */
public final class RedisOpening {
    private static final long RETRY_MS = 500;
    private static final int ATTEMPTS = 12;

    /** What keeps a server from serving, and passes. Anything else is a matter for the operator. */
    private static final Set<String> PASSING = Set.of("LOADING", "MASTERDOWN", "BUSY", "OOM", "READONLY", "MISCONF");

    private final Vertx vertx;
    private final RedisSettings settings;

    /**
     * Opens nothing yet.
     *
     * @param vertx the instance
     * @param settings where Redis is, and how it is used
     */
    public RedisOpening(Vertx vertx, RedisSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Opens it.
     *
     * @param limits how much is kept
     * @param randomText makes epochs and ids unique: 8 characters or more, no dash
     * @return fails with {@link StoreOpenException} if Redis does not answer within seconds, or wants another password
     */
    public Future<RedisStore> open(HistoryLimits limits, Supplier<String> randomText) {
        return vertx.executeBlocking(Scripts::load).compose(scripts -> {
            LinkLimits bears = new LinkLimits(settings.timeoutMs(), settings.maxWaiting());
            List<RedisLink> links = IntStream.range(0, settings.connections())
                    .mapToObj(i -> new RedisLink(vertx, "notification-store-" + i, settings.address(), bears))
                    .toList();
            RedisWatch watch = new RedisWatch(vertx, links, settings);
            RedisStore store = new RedisStore(links, scripts, settings, limits, randomText, watch);
            return Future.all(
                            links.stream().map(link -> reach(link, scripts, 1)).toList())
                    .compose(reached -> watch.start())
                    .map(started -> store)
                    .recover(failure -> store.close().transform(closed -> Future.failedFuture(failure)));
        });
    }

    private Future<Void> reach(RedisLink link, Scripts scripts, int attempt) {
        return scripts.announce(link).recover(failure -> {
            if (failure instanceof RedisRefusedException refused && PASSING.contains(refused.code())) {
                return Future.succeededFuture();
            }
            boolean hopeless = failure instanceof RedisRefusedException || Trouble.isAboutPassword(failure);
            return hopeless || attempt >= ATTEMPTS
                    ? Future.failedFuture(unusable(failure))
                    : later().compose(due -> reach(link, scripts, attempt + 1));
        });
    }

    private Future<Void> later() {
        Promise<Void> due = Promise.promise();
        vertx.setTimer(RETRY_MS, timer -> due.complete());
        return due.future();
    }

    private StoreOpenException unusable(Throwable failure) {
        return new StoreOpenException("notification.store: Redis (" + settings.address() + ") cannot be used: "
                + (Trouble.isAboutPassword(failure) ? Trouble.PASSWORD : failure.getMessage()));
    }
}
