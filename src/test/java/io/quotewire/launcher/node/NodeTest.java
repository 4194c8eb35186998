package io.quotewire.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.VerticleKind;
import io.quotewire.launcher.settings.Plan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final String ID = "0badcafe";

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> signal = new CompletableFuture<>();
    private Node node = node(List.of());

    /** Tells what happens to it, and serves a made-up address. */
    private final class TellingVerticle extends VerticleBase {
        private final VerticleKind kind;
        private final Future<?> started;

        TellingVerticle(VerticleKind kind, Future<?> started) {
            this.kind = kind;
            this.started = started;
        }

        @Override
        public Future<?> start() {
            events.add("start " + kind.text() + " of node "
                    + config().getJsonObject("node").getString("id"));
            vertx.eventBus().<JsonObject>localConsumer(Address.NODE_PHASE.text(), message -> {
                if (kind == VerticleKind.MONITORING) {
                    events.add(NodePhase.from(message.body()).phase().name());
                }
            });
            JsonObject status = new JsonObject().put("addresses", new JsonObject().put("http", "http://127.0.0.1:1"));
            vertx.eventBus().consumer(Address.verticleStatus(kind, ID), message -> message.reply(status));
            return started;
        }

        @Override
        public Future<?> stop() {
            events.add("stop " + kind.text());
            return Future.succeededFuture();
        }
    }

    private Plan.Role role(VerticleKind kind) {
        return role(kind, Future.succeededFuture());
    }

    private Plan.Role role(VerticleKind kind, Future<?> started) {
        return new Plan.Role(kind, () -> new TellingVerticle(kind, started));
    }

    private Node node(List<Plan.Role> roles) {
        JsonObject config = new JsonObject().put("node", new JsonObject().put("id", ID));
        JsonObject effective = new JsonObject("{\"gateway\": {\"host\": \"127.0.0.1\", \"port\": 8080}}");
        return new Node(ID, new Plan(roles, null), config, effective, new Waiting(signal));
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    @Test
    void startsInOrderAnnouncesEachPhaseAndDrainsClientsFirst() {
        node = node(List.of(
                role(VerticleKind.MONITORING),
                role(VerticleKind.NOTIFICATION),
                role(VerticleKind.GATEWAY),
                role(VerticleKind.FEED)));

        Map<VerticleKind, JsonObject> addresses = node.start();

        assertThat(addresses).hasSize(4);
        assertThat(addresses.get(VerticleKind.GATEWAY).getString("http")).isEqualTo("http://127.0.0.1:1");
        assertThat(BackendRegistries.getDefaultNow()).isInstanceOf(PrometheusMeterRegistry.class);
        node.stop();
        // Phases are told over the bus: a verticle may hear of the drain when it has stopped already.
        assertThat(events.stream()
                        .filter(event -> !List.of("STARTING", "DRAINING").contains(event)))
                .containsExactly(
                        "start monitoring of node " + ID,
                        "start notification of node " + ID,
                        "start gateway of node " + ID,
                        "start feed of node " + ID,
                        "READY",
                        "stop gateway",
                        "stop feed",
                        "stop notification",
                        "stop monitoring");
        assertThat(events).contains("STARTING").containsSubsequence("READY", "DRAINING");
    }

    @Test
    void aPortThatIsTakenEndsTheStartAndWhatRanIsStopped() throws Exception {
        Vertx other = Vertx.vertx();
        try {
            NetServer taken = other.createNetServer()
                    .connectHandler(socket -> socket.close())
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            VerticleBase listening = new VerticleBase() {
                @Override
                public Future<?> start() {
                    return vertx.createNetServer()
                            .connectHandler(socket -> socket.close())
                            .listen(taken.actualPort(), "127.0.0.1");
                }
            };
            node = node(List.of(role(VerticleKind.MONITORING), new Plan.Role(VerticleKind.GATEWAY, () -> listening)));

            assertThatThrownBy(node::start)
                    .isInstanceOf(NotStartedException.class)
                    .hasMessageStartingWith(
                            "gateway: cannot listen on 127.0.0.1:8080 (gateway.port): the port is taken");
            node.stop();
            assertThat(events).endsWith("stop monitoring");
        } finally {
            other.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void aSignalEndsAStartThatHangs() {
        Promise<Void> never = Promise.promise();
        node = node(List.of(role(VerticleKind.MONITORING), role(VerticleKind.FEED, never.future())));
        signal.completeAsync(() -> 143);

        assertThatThrownBy(node::start)
                .isInstanceOfSatisfying(
                        SignalledException.class, e -> assertThat(e.exitCode()).isEqualTo(143));
    }
}
