package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.BusCodecs;
import io.quotewire.bus.HandoverGrant;
import io.quotewire.bus.HandoverOffer;
import io.quotewire.bus.HandoverReady;
import io.quotewire.feed.lease.Lease;
import io.quotewire.feed.lease.Lease.Candidate;
import io.quotewire.feed.lease.LeaseStore;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.testkit.Counted;
import io.quotewire.testkit.EventLoop;
import io.quotewire.testkit.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the feeds of a verticle that stops come to another, over a real bus and with a map of leases that is a test's. */
final class FeedLeasesTest {
    private static final String FEED = "sim";
    private static final JsonObject SOURCES = new JsonObject().put("sources", FeedHarness.simulator(3, 100));

    private final Counted counted = new Counted();
    private final LogLines log = new LogLines();
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = new EventLoop(vertx);
    private final Store store = new Store();
    private final Queue<JsonObject> atTheDesk = new ConcurrentLinkedQueue<>();
    private final Verticle first = new Verticle("first");
    private final Verticle second = new Verticle("second");

    FeedLeasesTest() {
        BusCodecs.register(vertx.eventBus());
    }

    @AfterEach
    void close() {
        vertx.close().await();
        log.close();
        counted.close();
    }

    /** What a feed verticle has to do with leases. */
    private final class Verticle {
        private final Candidate self;
        private final Scope scope = loop.call(() -> new Scope(vertx));
        private final Ingester ingester;
        private final FeedLeases leases;

        private Verticle(String name) {
            self = new Candidate(name, name + "-id", name + "-node");
            Problems problems = new Problems();
            FeedOptions options = FeedOptions.from(SOURCES, problems);
            problems.throwIfAny();
            Quotes quotes = new Quotes();
            Surroundings here = new Surroundings(
                    vertx,
                    scope,
                    quotes,
                    new SimpleMeterRegistry(),
                    EpochMicros::now,
                    new QuotePublisher(vertx.eventBus(), () -> 0),
                    new DemandBook(() -> 0),
                    new SymbolStatusPublisher(vertx.eventBus(), quotes, self.id(), Set::of, EpochMicros::now),
                    new FeedMirror((feed, fence) -> {}),
                    () -> {});
            ingester = loop.call(() -> new Ingester(here, FEED, options.sources()));
            leases = new FeedLeases(vertx, scope, self, EpochMicros::now);
        }

        private Verticle start() {
            loop.await(() -> leases.start(store, List.of(ingester)));
            return this;
        }

        private void stop() {
            loop.await(leases::close);
        }

        private boolean isRunning() {
            return loop.call(ingester::isRunning);
        }

        private String desk() {
            return Address.feedDesk(self.id());
        }
    }

    private Lease lease() {
        return loop.call(() -> store.leases.get(FEED));
    }

    private void offer(String replyTo) {
        vertx.eventBus().publish(Address.FEED_HANDOVER.text(), new HandoverOffer(FEED, replyTo).toJson());
    }

    /** Hears what candidates answer. */
    private void listenAtTheDesk() {
        vertx.eventBus()
                .<JsonObject>consumer(Address.feedDesk("test"), message -> atTheDesk.add(message.body()))
                .completion()
                .await();
    }

    @Test
    void theFirstRunsItAndTheSecondStandsBy() {
        first.start();
        second.start();

        assertThat(first.isRunning()).isTrue();
        assertThat(second.isRunning()).isFalse();
        assertThat(lease().holder()).isEqualTo(first.self);
    }

    @Test
    void whoStopsGivesItToWhoStandsByUnderAHigherFence() {
        first.start();
        second.start();
        long fence = lease().fence();
        first.stop();
        await().until(second::isRunning);

        assertThat(first.isRunning()).isFalse();
        assertThat(lease().holder()).isEqualTo(second.self);
        assertThat(lease().fence()).isGreaterThan(fence);
        assertThat(log.fields("feed is handed over"))
                .hasSize(1)
                .first()
                .asString()
                .contains("second-node");
    }

    @Test
    void whoStopsAndFindsNobodyLeavesItFree() {
        first.start();
        first.stop();

        assertThat(lease().holder().id()).isEmpty();
        assertThat(log.fields("feed is not handed over")).hasSize(1);
        second.start();
        assertThat(second.isRunning()).isTrue();
    }

    @Test
    void messagesThatCannotBeReadAreCountedToldOnceAndTheHandoverGoesOn() {
        first.start();
        second.start();
        List<Object> nonsense = List.of(
                "text",
                7,
                new JsonArray(),
                new JsonObject(),
                new JsonObject().put("feed", 7),
                new JsonObject().put("feed", FEED).put("replyTo", 7).put("fence", "x"),
                new JsonObject()
                        .put("feed", FEED)
                        .put("replyTo", "")
                        .put("fence", 1)
                        .put("positions", 7));
        for (Object body : nonsense) {
            vertx.eventBus().publish(Address.FEED_HANDOVER.text(), body);
            vertx.eventBus().send(second.desk(), body);
        }
        await().until(() -> counted.illegible("feed.handover") == 2L * nonsense.size()
                && counted.illegible("feed.desk") == nonsense.size());

        assertThat(log.fields("cannot be read")).as("once for each consumer").hasSize(3);
        assertThat(log.traces()).isEmpty();
        assertThat(second.isRunning()).isFalse();
        first.stop();
        await().until(second::isRunning);
    }

    @Test
    void whatIsOfNoFeedOfThisVerticleConcernsNobody() {
        first.start();
        second.start();
        listenAtTheDesk();
        vertx.eventBus()
                .publish(Address.FEED_HANDOVER.text(), new HandoverOffer("other", Address.feedDesk("test")).toJson());
        vertx.eventBus().send(second.desk(), new HandoverGrant("other", 9, new JsonObject()).toJson());
        vertx.eventBus().send(second.desk(), new HandoverReady("other", "m", "p", "n", true).toJson());
        // Answered after what was sent before it.
        offer(Address.feedDesk("test"));
        await().until(() -> !atTheDesk.isEmpty());

        assertThat(atTheDesk).extracting(answer -> answer.getString("feed")).containsOnly(FEED);
        assertThat(second.isRunning()).isFalse();
        assertThat(log.traces()).isEmpty();
    }

    @Test
    void onlyWhoStandsByAnswersAnOfferAtOnceAndAgainWhenItIsConnected() {
        first.start();
        second.start();
        listenAtTheDesk();
        offer(Address.feedDesk("test"));
        await().until(() -> atTheDesk.size() == 2);

        assertThat(atTheDesk)
                .extracting(HandoverReady::from)
                .containsExactly(
                        new HandoverReady(FEED, "second", "second-id", "second-node", false),
                        new HandoverReady(FEED, "second", "second-id", "second-node", true));
        assertThat(second.isRunning()).as("warm, and not yet its turn").isFalse();
        assertThat(lease().holder()).isEqualTo(first.self);
    }

    /** A map that answers at once; on one event loop. */
    private static final class Store implements LeaseStore {
        private final Map<String, Lease> leases = new HashMap<>();

        @Override
        public Future<Optional<Lease>> read(String name) {
            return Future.succeededFuture(Optional.ofNullable(leases.get(name)));
        }

        @Override
        public Future<Boolean> swap(String name, @Nullable Lease before, Lease after) {
            boolean same = Objects.equals(leases.get(name), before);
            if (same) {
                leases.put(name, after);
            }
            return Future.succeededFuture(same);
        }

        @Override
        public Set<String> members() {
            return Set.of("first", "second");
        }
    }
}
