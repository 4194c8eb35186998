package io.quotewire.feed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.BusCodecs;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A node with nothing but a feed verticle, and what it publishes. */
final class FeedHarness implements AutoCloseable {
    static final String NODE = "0123abcd";

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<TickBatch> batches = new ConcurrentLinkedQueue<>();
    private final Queue<TickDigest> digests = new ConcurrentLinkedQueue<>();
    private final Queue<FeedStatus> statuses = new ConcurrentLinkedQueue<>();
    private String deployment = "";

    FeedHarness() {
        BusCodecs.register(vertx.eventBus());
        Promise<Void> listening = Promise.promise();
        // All on one event loop: what is published first is seen first.
        vertx.getOrCreateContext().runOnContext(there -> {
            listen();
            listening.complete();
        });
        await(listening.future());
    }

    private void listen() {
        for (int group = 0; group < TickGroup.COUNT; group++) {
            vertx.eventBus().<TickBatch>consumer(Address.ticks(group), message -> batches.add(message.body()));
        }
        vertx.eventBus().<TickDigest>consumer(Address.FEED_DIGEST.text(), message -> digests.add(message.body()));
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
        return batches.stream().filter(batch -> !batch.ticks().isEmpty()).toList();
    }

    /** Those without ticks. */
    List<TickBatch> marks() {
        return batches.stream().filter(batch -> batch.ticks().isEmpty()).toList();
    }

    List<TickDigest> digests() {
        return List.copyOf(digests);
    }

    List<Tick> ticks() {
        return batches.stream().flatMap(batch -> batch.ticks().stream()).toList();
    }

    List<FeedStatus> statuses() {
        return List.copyOf(statuses);
    }

    /** Whether its only feed, a recording, has come to its end. */
    boolean isPlayed() {
        List<FeedStatus> told = statuses();
        return reached(FeedState.CONNECTED) && told.get(told.size() - 1).state() == FeedState.DISCONNECTED;
    }

    boolean reached(FeedState state) {
        return statuses.stream().anyMatch(status -> status.state() == state);
    }

    static JsonObject simulator(int symbols, double rate) {
        return new JsonObject()
                .put(
                        "sim",
                        new JsonObject()
                                .put("type", "simulator")
                                .put("symbols", symbols)
                                .put("rate", rate));
    }

    static JsonObject replay(Path file, double speed, boolean loop) {
        return new JsonObject()
                .put(
                        "replay",
                        new JsonObject()
                                .put("type", "replay")
                                .put("url", file.toString())
                                .put("speed", speed)
                                .put("loop", loop));
    }

    static Path recording(Path folder, int matches) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= matches; i++) {
            lines.append("{\"t\":" + i * 1_000_000L
                    + ",\"m\":{\"type\":\"match\",\"product_id\":\"A-B\",\"sequence\":" + i + ",\"price\":\"" + i
                    + "\",\"size\":\"1\",\"side\":\"buy\"}}\n");
        }
        return Files.writeString(folder.resolve("recording.jsonl"), lines);
    }

    QuoteSnapshot hello() {
        return hello(new JsonObject());
    }

    /** Asks for some groups only. */
    QuoteSnapshot hello(Set<Integer> groups) {
        return hello(new JsonObject().put("groups", new JsonArray(List.copyOf(groups))));
    }

    private QuoteSnapshot hello(JsonObject body) {
        Map<String, QuoteSnapshot> answer = new ConcurrentHashMap<>();
        String replyTo = "test.hello." + System.nanoTime();
        await(vertx.eventBus()
                .<QuoteSnapshot>consumer(replyTo, message -> answer.put("", message.body()))
                .completion());
        vertx.eventBus().publish(Address.FEED_HELLO.text(), body.put("replyTo", replyTo));
        Awaitility.await().until(() -> !answer.isEmpty());
        return answer.get("");
    }

    JsonObject quotes(JsonObject body) {
        return await(request(Address.QUOTES_SNAPSHOT.text(), body)).body().getJsonObject("quotes");
    }

    JsonObject status() {
        return await(request(Address.verticleStatus(VerticleKind.FEED, NODE), new JsonObject()))
                .body();
    }

    FailureCode refusal(Object body) {
        return FailureCode.of(failure(request(Address.QUOTES_SNAPSHOT.text(), body)))
                .orElseThrow();
    }

    Future<Message<JsonObject>> request(String address, Object body) {
        return vertx.eventBus().request(address, body);
    }

    static Throwable failure(Future<?> future) {
        return await(future.map(answer -> (Throwable) null).otherwise(cause -> cause));
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
