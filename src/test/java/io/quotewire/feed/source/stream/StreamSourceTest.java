package io.quotewire.feed.source.stream;

import static io.quotewire.bus.FeedState.CONNECTED;
import static io.quotewire.bus.FeedState.CONNECTING;
import static io.quotewire.bus.FeedState.DISCONNECTED;
import static io.quotewire.bus.FeedState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.coinbase.CoinbaseProtocol;
import io.quotewire.testkit.exchange.Caller;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.EmulatedExchange;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Coinbase feed over real sockets, against an emulator that misbehaves on command. */
class StreamSourceTest {
    private static final long SILENCE_MS = 1_500;
    private static final long BACKOFF_MAX_MS = 100;
    private static final long BREAKER_MS = 500;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final CollectingSink sink = new CollectingSink();
    private ExchangeServer emulator;
    private StreamSource source;

    @BeforeEach
    void startEmulator() {
        emulator = ExchangeServer.start(vertx, new CoinbaseDialect(), 1_000);
    }

    @AfterEach
    void stopAndCountWhatIsLeft() throws Exception {
        finish(onLoop(source::stop));
        assertThat(source.held()).as("timers and sockets").isZero();
        assertThat(source.state()).isEqualTo(DISCONNECTED);
        await().untilAsserted(() -> assertThat(emulator.open())
                .as("connections at the exchange, %d accepted; %s", emulator.accepted(), sink.changes())
                .isZero());
        emulator.close();
        finish(vertx.close());
    }

    @Test
    void pricesFlowAndTheStateSaysSo() throws Exception {
        connect("BTC-USD", "ETH-USD");
        awaitState(CONNECTED);
        emulator.trade("ETH-USD", "3.10", "sell");
        awaitPrice("3.10");

        assertThat(sink.states()).containsExactly(CONNECTING, CONNECTED);
        assertThat(sink.reason()).isEqualTo("subscribed");
        assertThat(sink.prices().subList(0, 2)).as("last matches first").containsExactly("1.00", "1.00");
        assertThat(sink.events().get(2).side()).isEqualTo("sell");
        await().until(() -> sink.events().size() == 4);
        assertThat(sink.events().get(3).side())
                .as("a match tells the maker's side")
                .isEqualTo("sell");
    }

    @Test
    void aRefusedHandshakeIsTriedAgainUntilItIsAccepted() throws Exception {
        emulator.command(exchange -> exchange.refuseHandshakes(503, ""));
        connect("BTC-USD");
        await().until(() -> emulator.handshakes() >= 2);
        assertThat(source.state()).isEqualTo(CONNECTING);
        assertThat(sink.changes().get(1).reason()).startsWith("connect: the handshake was refused with status 503");

        emulator.command(exchange -> exchange.refuseHandshakes(0, ""));

        awaitTicksAgain();
        assertThat(sink.states()).doesNotContain(RECONNECTING);
    }

    @Test
    void afterFiveFailuresTheCircuitIsOpenForAWhile() throws Exception {
        emulator.command(exchange -> exchange.refuseHandshakes(503, ""));
        connect("BTC-USD");
        await().until(() -> sink.reason().startsWith("circuit open after 5 failures"));

        assertThat(emulator.handshakes()).isEqualTo(5);
        assertThat(waitMs(sink.reason())).isGreaterThan(BACKOFF_MAX_MS).isLessThanOrEqualTo(BREAKER_MS + 1);
        assertThat(source.state()).isEqualTo(CONNECTING);

        emulator.command(exchange -> exchange.refuseHandshakes(0, ""));
        awaitTicksAgain();
        assertThat(emulator.handshakes()).isEqualTo(6);
    }

    @Test
    void nobodyListeningIsTriedAgain() throws Exception {
        String url = emulator.url();
        emulator.close();
        start(url, "BTC-USD");
        await().until(() -> sink.changes().size() > 2);

        assertThat(source.state()).isEqualTo(CONNECTING);
        assertThat(sink.reason()).startsWith("connect: ").contains("next attempt in");
        emulator = ExchangeServer.start(vertx, new CoinbaseDialect(), 1_000);
    }

    @Test
    void aHandshakeWithoutEndIsGivenUp() throws Exception {
        NetServer mute =
                finish(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
        start("ws://127.0.0.1:" + mute.actualPort() + "/", "BTC-USD");
        await().until(() -> sink.changes().size() > 1);

        assertThat(sink.changes().get(1).reason()).startsWith("connect: ");
        finish(mute.close());
    }

    @Test
    void noEncryptionWhereItIsWantedIsNamedAsSuch() throws Exception {
        start(emulator.url().replace("ws:", "wss:"), "BTC-USD");
        await().until(() -> sink.changes().size() > 1);

        assertThat(sink.changes().get(1).reason()).startsWith("tls: ");
    }

    @Test
    void anUnknownHostIsNamedAsSuch() throws Exception {
        start("ws://no-such-host.invalid/", "BTC-USD");
        await().until(() -> sink.changes().size() > 1);

        assertThat(sink.reason()).startsWith("dns: ");
    }

    @Test
    void aSubscriptionThatIsNotAcceptedInTimeEndsTheConnection() throws Exception {
        emulator.command(exchange -> exchange.refuseProducts("BTC-USD"));
        connect("BTC-USD");
        await().until(() -> emulator.accepted() >= 2);

        assertThat(source.state()).isEqualTo(CONNECTING);
        assertThat(sink.changes().get(1).reason()).startsWith("subscribe: Failed to subscribe");
    }

    @Test
    void anErrorForEveryProductIsNoConnection() throws Exception {
        emulator.command(exchange -> exchange.refuseProducts("XYZ-USD"));
        connect("XYZ-USD");
        await().until(() -> sink.changes().size() > 1);

        assertThat(source.state()).isEqualTo(CONNECTING);
        assertThat(sink.skippedFor(SkipReason.EXCHANGE_ERROR)).isPositive();
        assertThat(sink.changes().get(1).reason())
                .startsWith("subscribe: Failed to subscribe: XYZ-USD is not a valid product");

        emulator.command(EmulatedExchange::knowAllProducts);
        awaitState(CONNECTED);
    }

    @Test
    void anErrorForOneProductLeavesTheOthers() throws Exception {
        emulator.command(exchange -> exchange.refuseProducts("XYZ-USD"));
        connect("XYZ-USD", "BTC-USD");
        awaitState(CONNECTED);

        assertThat(sink.reason())
                .isEqualTo("subscribed in part; refused: Failed to subscribe: XYZ-USD is not a valid product");
        awaitTicksAgain();
    }

    @Test
    void anErrorLaterIsCountedAndTheConnectionLives() throws Exception {
        connect("BTC-USD");
        awaitState(CONNECTED);
        emulator.each(connection -> connection.wire().text("{\"type\":\"error\",\"message\":\"No idea\"}"));
        await().until(() -> sink.skippedFor(SkipReason.EXCHANGE_ERROR) == 1);

        awaitTicksAgain();
        assertThat(sink.states()).containsExactly(CONNECTING, CONNECTED);
    }

    @Test
    void aCutConnectionIsOpenedAgain() throws Exception {
        lostBy(connection -> connection.wire().cut());

        assertThat(reasonOfLoss()).startsWith("closed: without a close frame");
    }

    @Test
    void aClosedConnectionIsOpenedAgain() throws Exception {
        lostBy(connection -> connection.wire().close(1001, "going away"));

        assertThat(reasonOfLoss()).startsWith("closed: with code 1001 (going away)");
    }

    @Test
    void aSilentConnectionIsGivenUp() throws Exception {
        lostBy(Caller::fallSilent);

        assertThat(reasonOfLoss()).startsWith("stale: no message for 1500 ms");
    }

    @Test
    void aHalfOpenConnectionIsGivenUpAndItsSocketReleased() throws Exception {
        lostBy(connection -> connection.wire().freeze());

        assertThat(reasonOfLoss()).startsWith("stale: no message for 1500 ms");
        await().untilAsserted(() -> assertThat(source.held())
                .as("one watch, one socket: the frozen one is gone")
                .isEqualTo(2));
        emulator.each(connection -> connection.wire().thaw());
        await().untilAsserted(() ->
                assertThat(emulator.open()).as("the exchange sees it closed").isEqualTo(1));
    }

    @Test
    void garbageOnTheWireEndsTheConnection() throws Exception {
        lostBy(connection -> connection.wire().garbage());

        assertThat(reasonOfLoss()).startsWith("protocol: ");
    }

    @Test
    void garbageInMessagesIsCountedAndTheConnectionLives() throws Exception {
        connect("BTC-USD");
        awaitState(CONNECTED);
        emulator.each(connection -> connection.wire().text("{]"));
        emulator.each(connection -> connection.wire().text(""));
        emulator.each(
                connection -> connection.wire().text("{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":\"1"));
        emulator.each(connection -> connection.wire().invalidUtf8());
        await().until(() -> sink.skippedFor(SkipReason.MALFORMED) == 4);

        awaitTicksAgain();
        assertThat(sink.states()).containsExactly(CONNECTING, CONNECTED);
    }

    @Test
    void aMessageOfFiveMegabytesPasses() throws Exception {
        connect("BTC-USD");
        awaitState(CONNECTED);
        emulator.each(connection -> connection.say(bigSnapshot(200_000)));
        emulator.each(connection -> connection.wire().fragmented(100, 60_000));
        await().until(() -> sink.skippedFor(SkipReason.SNAPSHOT) == 1);
        await().until(() -> sink.skippedFor(SkipReason.OTHER_KIND) == 1);

        awaitTicksAgain();
        assertThat(sink.states()).containsExactly(CONNECTING, CONNECTED);
    }

    @Test
    void aMessageWithoutEndIsNotGatheredForEver() throws Exception {
        lostBy(connection -> connection.wire().fragmented(290, 60_000));

        assertThat(reasonOfLoss()).startsWith("protocol: a message exceeds 16777216 bytes");
        assertThat(sink.skippedFor(SkipReason.OVERSIZED)).isEqualTo(1);
    }

    @Test
    void stoppingWhileConnectingLeavesNothing() throws Exception {
        emulator.command(exchange -> exchange.refuseHandshakes(503, ""));
        connect("BTC-USD");

        finish(onLoop(source::stop));

        assertThat(source.held()).isZero();
        assertThat(sink.reason()).isEqualTo("stopped");
    }

    /** Connects, does something to the connection, and sees the state go down and up and ticks return. */
    private void lostBy(java.util.function.Consumer<Caller> fault) throws Exception {
        connect("BTC-USD");
        awaitState(CONNECTED);
        emulator.each(fault);
        awaitTicksAgain();

        assertThat(sink.states()).containsExactly(CONNECTING, CONNECTED, RECONNECTING, CONNECTED);
        assertThat(emulator.accepted()).isEqualTo(2);
        assertThat(sink.restarts()).as("the exchange's numbers go on").isZero();
    }

    private String reasonOfLoss() {
        return sink.changes().get(2).reason();
    }

    private void awaitTicksAgain() {
        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            emulator.trade("BTC-USD", "7.77", "buy");
            return sink.prices().contains("7.77") && source.state() == CONNECTED;
        });
    }

    private void awaitState(FeedState state) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> source.state() == state);
    }

    private void awaitPrice(String price) {
        await().until(() -> sink.prices().contains(price));
    }

    private static long waitMs(String reason) {
        return Long.parseLong(reason.replaceAll(".*next attempt in (\\d+) ms", "$1"));
    }

    private void connect(String... products) throws Exception {
        start(emulator.url(), products);
    }

    private void start(String url, String... products) throws Exception {
        StreamSettings settings = new StreamSettings(
                "coinbase", url, SILENCE_MS, 5_000, 2_000, 10, BACKOFF_MAX_MS, 10_000, 100, 5, 60_000, BREAKER_MS);
        finish(onLoop(() -> {
            source = new StreamSource(
                    settings,
                    new CoinbaseProtocol(SymbolMap.same(Map.of())),
                    List.of(products),
                    sink,
                    StreamParts.of(vertx, settings, () -> System.nanoTime() / 1_000),
                    new SplittableRandom(1));
            source.start();
            return Future.succeededFuture();
        }));
    }

    private static String bigSnapshot(int levels) {
        return "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":["
                + "[\"14.80240\",\"12.7700000\"],".repeat(levels) + "[\"1\",\"2\"]]}";
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> task.get().onComplete(done));
        return done.future();
    }

    private static <T> T finish(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
