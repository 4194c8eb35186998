package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.Tick;
import io.quotewire.testkit.exchange.BinanceDialect;
import io.quotewire.testkit.exchange.CoinCapDialect;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.Dialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.quotewire.testkit.exchange.KrakenDialect;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each exchange as it is configured, over real sockets: prices flow, the connection is cut, prices flow again. */
class LiveFeedsTest {
    private final Vertx elsewhere = Vertx.vertx();

    @AfterEach
    void close() {
        elsewhere.close().await();
    }

    static Stream<Arguments> exchanges() {
        return Stream.of(
                Arguments.of(new CoinbaseDialect(), new JsonObject()),
                Arguments.of(new KrakenDialect(), new JsonObject()),
                Arguments.of(
                        new BinanceDialect(),
                        new JsonObject().put("symbolMap", new JsonObject().put("BTC-USD", "BTCUSD"))),
                Arguments.of(new CoinCapDialect(true), new JsonObject().put("apiKey", "a-key")));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void pricesFlowAgainAfterACut(Dialect dialect, JsonObject more) {
        try (FeedHarness node = new FeedHarness();
                ExchangeServer exchange = ExchangeServer.start(elsewhere, dialect)) {
            Future<String> deploying = node.deploying(new JsonObject()
                    .put(
                            "live",
                            new JsonObject()
                                    .put("type", dialect.title())
                                    .put("url", exchange.url())
                                    .put("rest", exchange.rest())
                                    .put("symbols", new JsonArray().add("BTC-USD"))
                                    .mergeIn(more)));
            tradeUntilTold(node, exchange, "101.10");
            await().until(deploying::succeeded);

            exchange.each(caller -> caller.wire().cut());
            await().until(() -> node.reached(FeedState.RECONNECTING));
            tradeUntilTold(node, exchange, "101.20");

            assertThat(node.statuses())
                    .extracting(status -> status.reason().split(":")[0])
                    .contains("closed");
            assertThat(node.ticks()).extracting(Tick::source).allMatch(source -> source.startsWith("live"));
            assertThat(node.reached(FeedState.FAILED)).isFalse();
            node.undeploy();
            await().until(() -> exchange.open() == 0);
        }
    }

    private static void tradeUntilTold(FeedHarness node, ExchangeServer exchange, String price) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            // Where only changes are sent, the same price again is none.
            exchange.trade("BTC-USD", "100.00", "sell");
            exchange.trade("BTC-USD", price, "buy");
            return node.ticks().stream().anyMatch(tick -> price.equals(tick.price()));
        });
    }
}
