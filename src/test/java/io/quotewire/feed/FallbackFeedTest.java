package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.SymbolState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.SymbolStatuses;
import io.quotewire.testkit.exchange.BinanceDialect;
import io.quotewire.testkit.exchange.CoinCapDialect;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.Dialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.quotewire.testkit.exchange.KrakenDialect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed whose stream is down, over real sockets. */
final class FallbackFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FeedHarness node = new FeedHarness();
    private final Queue<SymbolStatus> statuses = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        node.close();
    }

    private static Dialect dialect(String type) {
        return switch (type) {
            case "coinbase" -> new CoinbaseDialect();
            case "kraken" -> new KrakenDialect();
            case "binance" -> new BinanceDialect();
            default -> new CoinCapDialect(false);
        };
    }

    private void deploy(String type, String symbol, ExchangeServer exchange) {
        node.vertx
                .eventBus()
                .<SymbolStatuses>consumer(
                        Address.FEED_SYMBOLS.text(),
                        message -> statuses.addAll(message.body().symbols()));
        node.deploy(new JsonObject()
                .put(
                        "x",
                        new JsonObject()
                                .put("type", type)
                                .put("url", exchange.url())
                                .put("rest", exchange.rest())
                                .put("pollSeconds", 1)
                                .put("symbols", new JsonArray().add(symbol))));
    }

    private boolean isTold(SymbolState state) {
        return statuses.stream().anyMatch(status -> status.state() == state);
    }

    private SymbolState newest() {
        return statuses.stream()
                .map(SymbolStatus::state)
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase BTC-USD", "kraken BTC-USD", "binance BTC-USDT", "coincap BTC-USD"})
    void itsExchangeIsPolledUntilTheStreamIsBack(String feed) {
        String type = feed.split(" ")[0];
        String symbol = feed.split(" ")[1];
        try (ExchangeServer exchange = ExchangeServer.start(node.vertx, dialect(type))) {
            deploy(type, symbol, exchange);
            exchange.trade(symbol, "1.10", "buy");
            await().atMost(PATIENCE).until(() -> isTold(SymbolState.LIVE));

            exchange.limitRest(1);
            exchange.command(emulated -> {
                emulated.refuseHandshakes(503, null);
                emulated.each(caller -> caller.wire().cut());
            });
            await().atMost(PATIENCE)
                    .until(() -> node.statuses().stream()
                            .anyMatch(status -> status.reason().contains("polling: rate_limit")));
            assertThat(node.reached(FeedState.POLLING)).isFalse();
            exchange.answerRest(null);
            exchange.trade(symbol, "1.20", "buy");
            await().atMost(PATIENCE).until(() -> node.reached(FeedState.POLLING) && isTold(SymbolState.FALLBACK));
            await().atMost(PATIENCE)
                    .until(() -> node.ticks().stream()
                            .anyMatch(tick -> tick.source().equals("x:rest") && "1.20".equals(tick.price())));

            exchange.command(emulated -> emulated.refuseHandshakes(0, null));
            await().atMost(PATIENCE.plusSeconds(60)).until(() -> {
                exchange.trade(symbol, "1.30", "buy");
                return newest() == SymbolState.LIVE;
            });
            node.undeploy();
            assertThat(exchange.open()).isZero();
        }
    }

    @Test
    void whoAsksForAllIsToldHowEverySymbolStands() {
        try (ExchangeServer exchange = ExchangeServer.start(node.vertx, new CoinbaseDialect())) {
            deploy("coinbase", "A-B", exchange);
            Queue<SymbolStatuses> answers = new ConcurrentLinkedQueue<>();
            node.vertx.eventBus().consumer("who.asks", message -> {
                if (message.body() instanceof SymbolStatuses all) {
                    answers.add(all);
                }
            });
            node.vertx
                    .eventBus()
                    .publish(
                            Address.FEED_HELLO.text(),
                            new JsonObject().put("replyTo", "who.asks").put("statuses", true));
            await().until(() -> !answers.isEmpty());

            assertThat(answers.element().full()).isTrue();
            assertThat(answers.element().symbols())
                    .extracting(SymbolStatus::symbol)
                    .isEqualTo(List.of("A-B"));
        }
    }
}
