package io.quotewire.launcher.node;

import io.quotewire.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.spi.cluster.ClusterManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node go on when the clustered bus carries requests both ways between it and every other member: for about two
 * seconds after a cluster was formed or joined, requests are lost. Confined to the thread that made it.
 */
final class ClusterGate {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterGate.class);
    private static final long DEADLINE_MS = 10_000;
    private static final DeliveryOptions BRIEFLY = new DeliveryOptions().setSendTimeout(500);
    private static final long RETRY_MS = 50;

    private final EventBus bus;
    private final Vertx vertx;
    private final ClusterManager cluster;
    private final Waiting waiting;

    ClusterGate(Vertx vertx, ClusterManager cluster, Waiting waiting) {
        this.vertx = vertx;
        this.bus = vertx.eventBus();
        this.cluster = cluster;
        this.waiting = waiting;
    }

    /** Waits until every member greets back, at most ten seconds: a member that hangs must not keep others out. */
    void pass() {
        String self = cluster.getNodeId();
        Future<Void> echoing = bus.<String>consumer(Address.memberEcho(self), message -> message.reply(""))
                .completion();
        Future<Void> greeting =
                bus.<String>consumer(Address.memberHello(self), this::greetBack).completion();
        waiting.until(Future.all(echoing, greeting));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
        while (!allGreet(self)) {
            if (System.nanoTime() > deadline) {
                LOG.atWarn()
                        .addKeyValue("members", cluster.getNodes().size())
                        .log("some member of the cluster does not answer; going on without it");
                return;
            }
            waiting.until(vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS));
        }
        LOG.atInfo().addKeyValue("members", cluster.getNodes().size()).log("cluster joined");
    }

    private boolean allGreet(String self) {
        List<Future<Message<Object>>> greetings = cluster.getNodes().stream()
                .map(member -> bus.request(Address.memberHello(member), self, BRIEFLY))
                .toList();
        try {
            waiting.until(Future.join(greetings));
            return true;
        } catch (FailedStepException e) {
            return false;
        }
    }

    /** The greeting is answered only after a request went the other way: so both directions are known to work. */
    private void greetBack(Message<String> message) {
        bus.request(Address.memberEcho(message.body()), "", BRIEFLY)
                .onSuccess(reply -> message.reply(""))
                .onFailure(failure -> message.fail(0, "the way back does not work yet"));
    }
}
