package io.quotewire.gateway.mirror;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.gateway.session.SessionChanges.Delta;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.redis.LinkLimits;
import io.quotewire.kit.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the copy of one node's connections: once a second what has changed is written, a bounded part of it at a time, and what nodes
 * have left whose lease has ended is removed. While Redis is away nothing is gathered; when it is back, what this node had written
 * is removed and all of it is written anew. Confined to the context that made it.
 */
public final class ConnectionMirror {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionMirror.class);
    private static final long PERIOD_MS = 1_000;
    private static final long GOODBYE_MS = 2_000;
    private static final int TIMEOUT_MS = 1_000;
    private static final int MAX_WAITING = 1_000;
    private static final int MOST = 2_000;

    private final MirrorOptions options;
    private final Source source;
    private final MirrorScripts scripts;
    private final RedisLink link;
    private final MeterRegistry registry;
    private final Counter written;
    private final Counter failed;
    private boolean busy;
    private boolean begun;
    private boolean complained;

    /** Where the connections are. */
    public interface Source {
        /**
         * What has changed since the last time.
         *
         * @param refreshMs what has not changed is told again after so long, milliseconds
         * @param most of each event loop so many at most
         * @return of each event loop
         */
        Future<List<Delta>> changes(long refreshMs, int most);

        /**
         * The next time everything is told.
         *
         * @return when that is so
         */
        Future<Void> forget();
    }

    private ConnectionMirror(
            Vertx vertx, MirrorOptions options, MirrorScripts scripts, Source source, MeterRegistry registry) {
        this.options = options;
        this.source = source;
        this.scripts = scripts;
        this.registry = registry;
        link = new RedisLink(vertx, "mirror", options.redis(), new LinkLimits(TIMEOUT_MS, MAX_WAITING));
        written = counter("written");
        failed = counter("failed");
    }

    /**
     * Begins to write, whether or not Redis can be reached.
     *
     * @param vertx the instance
     * @param node this node's id
     * @param options where and how
     * @param source what
     * @param scope where its timer belongs
     * @param registry for its meters
     * @return the mirror, to be closed
     */
    public static Future<ConnectionMirror> start(
            Vertx vertx, String node, MirrorOptions options, Source source, Scope scope, MeterRegistry registry) {
        return vertx.executeBlocking(() -> new MirrorScripts(options, node)).map(scripts -> {
            ConnectionMirror mirror = new ConnectionMirror(vertx, options, scripts, source, registry);
            scope.every(PERIOD_MS, mirror::tick);
            return mirror;
        });
    }

    /**
     * Removes what this node has written, if Redis lets it within a moment; the lease sees to it otherwise.
     *
     * @return when done
     */
    public Future<Void> close() {
        busy = true;
        registry.remove(written);
        registry.remove(failed);
        Future<Void> removed = begun ? buryAll() : Future.succeededFuture();
        return removed.timeout(GOODBYE_MS, TimeUnit.MILLISECONDS).transform(done -> link.close());
    }

    private void tick() {
        if (busy) {
            return;
        }
        busy = true;
        (begun ? write() : begin()).onComplete(done -> {
            busy = false;
            if (done.succeeded()) {
                well();
            } else {
                troubled(done.cause());
            }
        });
    }

    private Future<Void> begin() {
        return buryAll()
                .compose(removed -> scripts.begin(link))
                .compose(lease -> source.forget())
                .onSuccess(ready -> begun = true);
    }

    private Future<Void> write() {
        return source.changes(options.leaseSeconds() * 1_000L / 3, MOST)
                .compose(deltas -> scripts.put(link, deltas).onSuccess(held -> {
                    begun = held;
                    deltas.forEach(delta -> written.increment(
                            delta.there().size() + delta.gone().size()));
                }))
                .compose(held -> scripts.buryOther(link))
                .mapEmpty();
    }

    private Future<Void> buryAll() {
        return scripts.buryOwn(link).compose(buried -> buried.more() ? buryAll() : Future.succeededFuture());
    }

    private void well() {
        if (complained) {
            complained = false;
            LOG.atInfo().log("the mirror of connections is written again");
        }
    }

    /** What was gathered and not written is lost: so everything is to be written anew. */
    private void troubled(Throwable failure) {
        begun = false;
        failed.increment();
        if (!complained) {
            complained = true;
            LOG.atWarn()
                    .addKeyValue("reason", failure.getMessage())
                    .log("the mirror of connections cannot be written; connections are not touched by that");
        }
    }

    private Counter counter(String outcome) {
        return Counter.builder("websocket.mirror.writes")
                .description("Connections written to the mirror in Redis, and attempts to write that failed")
                .tag("outcome", outcome)
                .register(registry);
    }
}
