package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.transport.websocket.UpgradeOptions;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One event loop's part of the SockJS services of a node. Every loop has one, with the same services under the same
 * prefixes, and knows those of the others: a session over HTTP lives on the loop that the hash of its id names, and
 * requests that arrive elsewhere are passed on. Confined to its event loop.
 */
public final class SockJsServer {
    private final Context context;
    private final LongSupplier steadyMs;
    private final UpgradeOptions upgrades;
    private final Map<String, Mount> mounts = new HashMap<>();
    private List<SockJsServer> loops = List.of();

    /**
     * A server without a service.
     *
     * @param context the event loop's
     * @param steadyMs a clock that never goes back, milliseconds
     * @param upgrades how WebSockets are served
     */
    public SockJsServer(Context context, LongSupplier steadyMs, UpgradeOptions upgrades) {
        this.upgrades = upgrades;
        this.context = context;
        this.steadyMs = steadyMs;
    }

    /**
     * Serves a service, before the first request comes.
     *
     * @param router gets the routes
     * @param prefix the path that clients are given, without a slash at its end
     * @param options how it is served
     * @param service what is served
     */
    public void mount(Router router, String prefix, SockJsOptions options, SockJsService service) {
        HttpRequests.Owners owners = (sessionId, task) -> onOwner(prefix, sessionId, task);
        Mount mount = new Mount(
                prefix,
                new HttpRequests(context, options, owners),
                new WebSocketRequests(context, steadyMs, options, service, upgrades),
                new SessionTable(context, steadyMs, options, service));
        mounts.put(prefix, mount);
        router.route(prefix).handler(routing -> mount.handle(routing.request()));
        router.route(prefix + "/*").handler(routing -> mount.handle(routing.request()));
    }

    /**
     * Makes the node's loops known to each other; until then requests of sessions over HTTP are answered 503. May be called
     * on any context.
     *
     * @param all of the node, in the same order for everybody
     */
    public static void introduce(List<SockJsServer> all) {
        List<SockJsServer> loops = List.copyOf(all);
        loops.forEach(loop -> loop.context.runOnContext(there -> loop.loops = loops));
    }

    /** Lets every session look at the clock; to be called about every second. */
    public void tick() {
        mounts.values().forEach(Mount::tick);
    }

    /**
     * How many sessions live here.
     *
     * @return a count
     */
    public int sessions() {
        return mounts.values().stream().mapToInt(Mount::sessions).sum();
    }

    /** Cuts every session that is still there. */
    public void terminate() {
        mounts.values().forEach(Mount::terminate);
    }

    private boolean onOwner(String prefix, String sessionId, Consumer<SessionTable> task) {
        if (loops.isEmpty()) {
            return false;
        }
        SockJsServer owner = loops.get(Math.floorMod(sessionId.hashCode(), loops.size()));
        owner.context.runOnContext(there -> owner.withTable(prefix, task));
        return true;
    }

    private void withTable(String prefix, Consumer<SessionTable> task) {
        Mount mount = mounts.get(prefix);
        if (mount != null) {
            task.accept(mount.table());
        }
    }
}
