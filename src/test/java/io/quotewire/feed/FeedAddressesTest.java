package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedDemand;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.testkit.Counted;
import io.quotewire.testkit.LogLines;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be read on the addresses that a feed verticle listens to harms nobody, and is seen. */
final class FeedAddressesTest {
    private static final List<Object> NONSENSE = List.of(
            "text",
            7,
            new JsonArray().add(1),
            new JsonObject().put("symbols", 7).put("phase", 7).put("replyTo", 7),
            new JsonObject().put("symbols", new JsonArray().add(1)).put("phase", "?"));

    private final Counted counted = new Counted();
    private final LogLines log = new LogLines();
    private final FeedHarness node = new FeedHarness();

    @AfterEach
    void close() {
        node.close();
        log.close();
        counted.close();
    }

    private static JsonObject demanded(ExchangeServer exchange) {
        return new JsonObject()
                .put(
                        "x",
                        new JsonObject()
                                .put("type", "coinbase")
                                .put("url", exchange.url())
                                .put("demand", true)
                                .put("symbols", new JsonArray().add("A-B").add("C-D")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Address.class,
            names = {"FEED_HELLO", "FEED_DEMAND", "QUOTES_INTEREST", "NODE_PHASE"})
    void whatCannotBeReadIsCountedToldOnceAndPassedOver(Address address) {
        try (ExchangeServer exchange = ExchangeServer.start(node.vertx, new CoinbaseDialect())) {
            node.deploy(demanded(exchange));
            NONSENSE.forEach(body -> node.vertx.eventBus().publish(address.text(), body));
            node.vertx.eventBus().publish(address.text(), null);
            await().until(() -> counted.illegible(address.text()) == NONSENSE.size() + 1);

            assertThat(log.fields("cannot be read"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(address.text());
            assertThat(log.traces()).isEmpty();
            assertThat(node.hello().newest()).isEmpty();
        }
    }

    @Test
    void aFeedThatFollowsDemandConnectsForGatewaysAndForServices() {
        Queue<JsonObject> quotes = new ConcurrentLinkedQueue<>();
        node.vertx.eventBus().<JsonObject>consumer(Address.quotes("C-D"), message -> quotes.add(message.body()));
        try (ExchangeServer exchange = ExchangeServer.start(node.vertx, new CoinbaseDialect())) {
            node.deploy(demanded(exchange));
            assertThat(exchange.handshakes()).isZero();
            node.vertx
                    .eventBus()
                    .publish(
                            Address.FEED_DEMAND.text(),
                            FeedDemand.of(List.of("A-B", "X-Y")).toJson());
            await().until(() -> exchange.open() == 1);
            exchange.trade("A-B", "1.5", "buy");
            await().until(() -> node.ticks().stream().anyMatch(tick -> "1.5".equals(tick.price())));
            assertThat(node.ticks()).allMatch(tick -> tick.symbol().equals("A-B"));

            node.vertx
                    .eventBus()
                    .publish(
                            Address.QUOTES_INTEREST.text(),
                            QuoteInterest.in(List.of("C-D")).toJson());
            await().until(() -> {
                exchange.trade("C-D", "2.5", "buy");
                return !quotes.isEmpty();
            });
            assertThat(exchange.handshakes()).as("on the same connection").isEqualTo(1);
        }
    }
}
