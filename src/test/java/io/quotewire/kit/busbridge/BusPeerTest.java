package io.quotewire.kit.busbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a peer may have at most, and what is left of it. */
class BusPeerTest {
    private static final long SHORT_MS = 200;
    private static final long LONG_MS = 30_000;
    private final AtomicInteger handlers = new AtomicInteger();
    private final List<Set<String>> registrations = new CopyOnWriteArrayList<>();
    private final Out out = new Out();
    private Vertx vertx;
    private Context context;
    private BusPeer peer;

    @BeforeEach
    void start() {
        vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
                .withMetrics(options -> new Counting(handlers))
                .build();
        context = vertx.getOrCreateContext();
        begin(SHORT_MS);
    }

    private void begin(long replyTimeoutMs) {
        PeerLimits limits = new PeerLimits(2, 50, 2, 2, 1_000, replyTimeoutMs);
        peer = on(() -> new BusPeer(vertx, out, limits, registrations::add));
        act(() -> peer.become(new Everything()));
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void asManyAddressesAsAllowedAreListenedOn() {
        receive(message("register", "a"), message("register", "b"), message("register", "c"));
        assertThat(out.messages).containsExactly(BridgeError.MAX_HANDLERS_REACHED.toMessage());
        assertThat(handlers).hasValue(2);

        receive(message("unregister", "a"), message("register", "c"));

        assertThat(out.messages).hasSize(1);
        assertThat(registrations).last().isEqualTo(Set.of("b", "c"));
    }

    @Test
    void asManyAnswersAsAllowedAreWaitedForAndEachThatComesMakesRoom() {
        begin(LONG_MS);
        List<Message<Object>> asked = new CopyOnWriteArrayList<>();
        vertx.eventBus().consumer("slow", asked::add).completion().await();
        receive(question("slow", "r1"), question("slow", "r2"), question("slow", "r3"));
        assertThat(out.messages).containsExactly(BridgeError.RATE_LIMITED.toMessage());
        // What asks for no answer is not bound by it.
        receive(message("send", "slow"));
        Awaitility.await().until(() -> asked.size() == 3);

        asked.get(0).reply("first");
        Awaitility.await().until(() -> out.messages.size() == 2);
        receive(question("slow", "r4"), question("slow", "r5"));

        assertThat(out.messages.get(1).getString("address")).isEqualTo("r1");
        assertThat(out.messages.get(2)).isEqualTo(BridgeError.RATE_LIMITED.toMessage());
        assertThat(out.messages).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"silent, TIMEOUT", "nobody, NO_HANDLERS"})
    void anAnswerThatDoesNotComeMakesRoomToo(String address, String failure) {
        vertx.eventBus().consumer("silent", asked -> {}).completion().await();
        for (int round = 1; round <= 2; round++) {
            receive(question(address, "r1"), question(address, "r2"));
            int told = 2 * round;
            Awaitility.await().until(() -> out.messages.size() == told);
        }
        assertThat(out.messages)
                .extracting(failed -> failed.getString("failureType"))
                .containsOnly(failure);
    }

    @Test
    void anAnswerThatAsksBackMayBeTriedAgainWhenThereIsRoom() {
        begin(LONG_MS);
        List<Message<Object>> asked = new CopyOnWriteArrayList<>();
        vertx.eventBus().consumer("slow", asked::add).completion().await();
        receive(message("register", "a"), question("slow", "r1"), question("slow", "r2"));
        CompletableFuture<Object> answer = ask("a", LONG_MS);
        String owed = owed(1).get(0);
        // Without the right to send anywhere, only what is owed may be sent.
        act(() -> peer.become(PeerRights.NONE));
        receive(question(owed, "r3").put("body", "refused"));
        assertThat(out.messages).last().isEqualTo(BridgeError.RATE_LIMITED.toMessage());

        asked.get(0).reply("room");
        Awaitility.await().until(() -> out.messages.size() == 4);
        receive(question(owed, "r3").put("body", "taken"));

        assertThat(answer.join()).isEqualTo("taken");
    }

    @Test
    void ofTheAnswersThatItOwesTheOldestIsForgotten() {
        receive(message("register", "a"));
        List<CompletableFuture<Object>> answers = List.of(ask("a", SHORT_MS), ask("a", LONG_MS), ask("a", LONG_MS));
        List<String> owed = owed(3);
        // Without the right to send anywhere, only what is owed may be sent.
        act(() -> peer.become(PeerRights.NONE));
        owed.forEach(address -> receive(message("send", address).put("body", "yes")));

        assertThat(answers.get(1).join()).isEqualTo("yes");
        assertThat(answers.get(2).join()).isEqualTo("yes");
        assertThat(answers.get(0).join()).isEqualTo(ReplyFailure.TIMEOUT);
        assertThat(out.messages).last().isEqualTo(BridgeError.NOT_LOGGED_IN.toMessage());
    }

    @Test
    void nothingIsLeftOfAPeerThatIsGone() {
        vertx.eventBus().consumer("slow", asked -> {}).completion().await();
        receive(message("register", "a"), message("register", "b"), question("slow", "r1"), question("slow", "r2"));
        CompletableFuture<Object> answer = ask("a", SHORT_MS);
        String owed = owed(1).get(0);

        int before = on(() -> {
            peer.ended();
            return out.messages.size();
        });
        act(peer::ended);
        receive(message("register", "c"), message("send", owed).put("body", "late"), question("slow", "r3"));

        assertThat(registrations).last().isEqualTo(Set.of());
        assertThat(registrations).filteredOn(Set::isEmpty).hasSize(1);
        assertThat(answer.join()).isEqualTo(ReplyFailure.TIMEOUT);
        // Each question has a consumer of its own on the bus, which goes with its timer: only "slow" is left.
        Awaitility.await().untilAsserted(() -> assertThat(handlers).hasValue(1));
        act(() -> assertThat(out.messages).hasSize(before));
    }

    private void act(Runnable action) {
        on(() -> {
            action.run();
            return true;
        });
    }

    private <T> T on(Supplier<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }

    private void receive(JsonObject... messages) {
        for (JsonObject message : messages) {
            act(() -> peer.received(message));
        }
    }

    /** Asks the peer; gets its answer, or how it failed. */
    private CompletableFuture<Object> ask(String address, long timeoutMs) {
        return vertx.eventBus()
                .<Object>request(address, "question", new DeliveryOptions().setSendTimeout(timeoutMs))
                .map(Message::body)
                .otherwise(failure -> ((ReplyException) failure).failureType())
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** Where the answers to the first questions that came to the peer go. */
    private List<String> owed(int count) {
        List<String> addresses = new ArrayList<>();
        Awaitility.await().until(() -> {
            addresses.clear();
            out.messages.stream()
                    .filter(message -> message.containsKey("replyAddress"))
                    .forEach(message -> addresses.add(message.getString("replyAddress")));
            return addresses.size() == count;
        });
        return addresses;
    }

    private static JsonObject message(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }

    private static JsonObject question(String address, String replyAddress) {
        return message("send", address).put("replyAddress", replyAddress);
    }

    private static final class Out implements PeerSocket {
        private final List<JsonObject> messages = new CopyOnWriteArrayList<>();

        @Override
        public void send(JsonObject message) {
            messages.add(message);
        }

        @Override
        public long queuedBytes() {
            return 0;
        }

        @Override
        public void closeSlow() {
            throw new AssertionError("it reads");
        }
    }

    private record Everything() implements PeerRights {
        @Override
        public boolean known() {
            return true;
        }

        @Override
        public boolean maySend(String address) {
            return true;
        }

        @Override
        public boolean mayListen(String address) {
            return true;
        }
    }

    /** Counts the consumers on the bus, those of replies among them. */
    private record Counting(AtomicInteger handlers) implements VertxMetrics {
        @Override
        public EventBusMetrics<?> createEventBusMetrics() {
            return new EventBusMetrics<Boolean>() {
                @Override
                public Boolean handlerRegistered(String address) {
                    handlers.incrementAndGet();
                    return true;
                }

                @Override
                public void handlerUnregistered(Boolean handler) {
                    handlers.decrementAndGet();
                }
            };
        }
    }
}
