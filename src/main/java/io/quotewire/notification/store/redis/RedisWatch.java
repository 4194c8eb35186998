package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.RedisLink;
import io.quotewire.notification.store.StoreHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Redis every second how it is. Where it did not answer before, that is the trial after which requests are let through again, so
 * that the store comes back without being asked. Confined to the store's context.
 */
final class RedisWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final long PERIOD_MS = 1_000;
    private static final List<String> SECTIONS = List.of("persistence", "replication", "memory");

    private final Vertx vertx;
    private final List<RedisLink> links;
    private final RedisSettings settings;
    private StoreHealth health = new StoreHealth(false, Trouble.SILENT, false);
    private long timer = -1;
    private boolean asking;

    RedisWatch(Vertx vertx, List<RedisLink> links, RedisSettings settings) {
        this.vertx = vertx;
        this.links = links;
        this.settings = settings;
    }

    /** Succeeds when it is known for the first time. */
    Future<Void> start() {
        timer = vertx.setPeriodic(PERIOD_MS, tick -> look());
        return look();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    StoreHealth health() {
        return links.stream().allMatch(RedisLink::isLettingThrough)
                ? health
                : new StoreHealth(false, health.ok() ? Trouble.SILENT : health.text(), false);
    }

    private Future<Void> look() {
        if (asking) {
            return Future.succeededFuture();
        }
        asking = true;
        links.stream().skip(1).forEach(link -> link.ask(Request.cmd(Command.PING)));
        return report(links.get(0))
                .map(report -> {
                    if (report.isReplica()) {
                        links.forEach(RedisLink::renew);
                    }
                    return report.health(settings.waitReplicas());
                })
                .otherwise(failure -> new StoreHealth(false, Trouble.words(failure), false))
                .onComplete(done -> asking = false)
                .map(this::note);
    }

    private static Future<ServerReport> report(RedisLink link) {
        List<Future<Response>> sections = SECTIONS.stream()
                .map(section -> link.ask(Request.cmd(Command.INFO).arg(section)))
                .toList();
        Future<String> flushing = link.ask(
                        Request.cmd(Command.CONFIG).arg("GET").arg("appendfsync"))
                .map(answer -> answer.size() == 0 ? "" : String.valueOf(answer.get("appendfsync")))
                .otherwise("");
        return Future.all(sections)
                .compose(all -> flushing.map(word -> {
                    StringBuilder text = new StringBuilder();
                    sections.forEach(section -> text.append(section.result()).append('\n'));
                    return ServerReport.read(text.toString(), word.isEmpty() ? null : word);
                }));
    }

    private Void note(StoreHealth now) {
        if (!now.text().equals(health.text())) {
            (now.ok() ? LOG.atInfo() : LOG.atWarn())
                    .addKeyValue("state", now.text())
                    .log("notification store");
        }
        health = now;
        return null;
    }
}
