package io.quotewire.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.BusCodecs;
import io.quotewire.bus.NodePhase;
import io.quotewire.gateway.auth.ApiKeySource;
import io.quotewire.gateway.auth.CredentialSources;
import io.quotewire.gateway.auth.KeySet;
import io.quotewire.gateway.auth.KeySource;
import io.quotewire.gateway.auth.Tickets;
import io.quotewire.gateway.limit.Admission;
import io.quotewire.gateway.limit.Escalation;
import io.quotewire.gateway.limit.UserSlots;
import io.quotewire.gateway.presence.PresenceDesk;
import io.quotewire.kit.config.Problems;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before a gateway listens, an event loop like its own serves clients of our own for a moment, on a Vert.x, a bus and a port of
 * loopback that nobody else knows. So Java has loaded and compiled the way of a handshake, a subscription and a price when the
 * real clients come, who after the end of another node come all at once. Blocks; to be
 * called on a thread of its own, since Vert.x does not want to be made on one of another's.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final long PATIENCE_SECONDS = 5;
    private static final String NODE = "rehearsal";
    private static final List<String> LIMITS_OFF = List.of(
            "connectionsPerNode", "connectionsPerIp", "handshakesPerSecondPerIp", "subscriptionRequestsPerMinute");

    private Rehearsal() {}

    /** Takes about so long; what goes wrong in it is no more than told. How many clients were served. */
    static int perform(JsonObject gateway, long ms) {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        int clients = 0;
        try {
            BusCodecs.register(vertx.eventBus());
            RehearsalFeed feed = RehearsalFeed.start(vertx.eventBus());
            GatewayLoop loop = deploy(vertx, options(gateway));
            vertx.eventBus().publish(Address.NODE_PHASE.text(), new NodePhase(NODE, NodePhase.Phase.READY).toJson());
            feed.introduce();
            while (System.nanoTime() < untilNanos) {
                feed.tick();
                RehearsalClient.visit(loop.actualPort(), RehearsalFeed.SYMBOL, clients % 2 == 0);
                clients++;
            }
            LOG.atDebug().addKeyValue("clients", clients).log("rehearsed");
        } catch (IOException
                | InterruptedException
                | ExecutionException
                | TimeoutException
                | RuntimeException unexpected) {
            LOG.atWarn().setCause(unexpected).log("the rehearsal failed; the first clients will be served more slowly");
        } finally {
            Future<Void> unused = vertx.close();
        }
        return clients;
    }

    private static GatewayLoop deploy(Vertx vertx, GatewayOptions options)
            throws InterruptedException, ExecutionException, TimeoutException {
        MeterRegistry registry = new SimpleMeterRegistry();
        Context context = vertx.getOrCreateContext();
        Admission admission = new Admission(
                context, options.limits(), new UserSlots(0, Optional.empty()), () -> System.nanoTime() / 1_000_000);
        GatewayLoop loop = new GatewayLoop(
                new SharedByLoops(
                        NODE,
                        1,
                        options,
                        credentials(vertx, context, options),
                        admission,
                        Escalation.off(),
                        null,
                        new PresenceDesk(
                                new PresenceDesk.Terms(vertx, context, NODE, "", Set::of, options.policy(), registry)),
                        registry,
                        new GatewayMeters(registry)),
                0);
        vertx.deployVerticle(loop).toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return loop;
    }

    private static CredentialSources credentials(Vertx vertx, Context context, GatewayOptions options)
            throws InterruptedException, ExecutionException, TimeoutException {
        Tickets tickets = Tickets.open(vertx, options.auth(), System::currentTimeMillis)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        ApiKeySource apiKeys = new ApiKeySource(vertx, context, null);
        return new CredentialSources(KeySource.of(KeySet.empty()), apiKeys, tickets, Optional.empty());
    }

    /** As the real one's, but for what would be in the way. */
    private static GatewayOptions options(JsonObject gateway) {
        JsonObject own = gateway.copy();
        own.put("host", "127.0.0.1").put("port", 0).put("diagnostics", false).put("drainSeconds", 0);
        own.remove("policy");
        own.remove("proxyProtocol");
        JsonObject limits = own.getJsonObject("limits", new JsonObject()).copy();
        LIMITS_OFF.forEach(name -> limits.put(name, 0));
        JsonObject auth = own.getJsonObject("auth", new JsonObject()).copy();
        own.put("limits", limits).put("auth", auth.put("anonymous", true));
        return GatewayOptions.from(own, new Problems());
    }
}
