package io.quotewire.feed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.BusCodecs;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A node with nothing but a feed verticle, and what it publishes. */
final class FeedHarness implements AutoCloseable {
    static final String NODE = "0123abcd";

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<TickBatch> batches = new ConcurrentLinkedQueue<>();
    private final Queue<FeedStatus> statuses = new ConcurrentLinkedQueue<>();
    private String deployment = "";

    FeedHarness() {
        BusCodecs.register(vertx.eventBus());
        vertx.eventBus().<TickBatch>consumer(Address.TICKS.text(), message -> batches.add(message.body()));
        vertx.eventBus()
                .<JsonObject>consumer(
                        Address.FEED_STATUS.text(), message -> statuses.add(FeedStatus.from(message.body())));
    }

    Future<String> deploying(JsonObject sources) {
        JsonObject config = new JsonObject()
                .put("feed", new JsonObject().put("sources", sources))
                .put("node", new JsonObject().put("id", NODE).put("version", "test"));
        return vertx.deployVerticle(
                        new FeedVerticle(registry, EpochMicros::now), new DeploymentOptions().setConfig(config))
                .onSuccess(id -> deployment = id);
    }

    void deploy(JsonObject sources) {
        await(deploying(sources));
    }

    void undeploy() {
        await(vertx.undeploy(deployment));
    }

    String deployment() {
        return deployment;
    }

    void ready() {
        vertx.eventBus()
                .publish(
                        Address.NODE_PHASE.text(),
                        new NodePhase(NODE, NodePhase.Phase.READY).toJson(),
                        new DeliveryOptions().setLocalOnly(true));
    }

    List<TickBatch> batches() {
        return List.copyOf(batches);
    }

    List<Tick> ticks() {
        return batches.stream().flatMap(batch -> batch.ticks().stream()).toList();
    }

    List<FeedStatus> statuses() {
        return List.copyOf(statuses);
    }

    boolean reached(FeedState state) {
        return statuses.stream().anyMatch(status -> status.state() == state);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
