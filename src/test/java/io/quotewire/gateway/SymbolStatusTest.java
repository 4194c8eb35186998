package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.SymbolState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.SymbolStatuses;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients are told how far a symbol's value can be trusted. */
final class SymbolStatusTest {
    private static final String SINCE = "2026-09-21T14:13:20.000Z";
    private static final long SINCE_MS = 1_790_000_000_000L;
    private long number;

    private static GatewayHarness gateway() {
        return new GatewayHarness(new JsonObject("{\"eventLoops\":1,\"limits\":{\"connectionsPerIp\":0}}"));
    }

    private static SymbolStatus status(String symbol, SymbolState state) {
        return new SymbolStatus(symbol, state, "fake", SINCE_MS);
    }

    private void say(GatewayHarness gateway, SymbolStatus... statuses) {
        number++;
        gateway.vertx()
                .eventBus()
                .publish(Address.FEED_SYMBOLS.text(), new SymbolStatuses("q", 1, number, false, List.of(statuses)));
    }

    private static RawSocket subscribed(GatewayHarness gateway, String more) {
        RawSocket client = new RawSocket(gateway.port(), "/ws").heedingStatuses();
        client.await("connected");
        client.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]" + more + "}");
        client.await("subscription_confirmed");
        assertThat(client.next().getBoolean("snapshot")).isTrue();
        return client;
    }

    @Test
    void itIsPushedToTheSubscribersOfTheSymbolWhenItChanges() throws Exception {
        try (GatewayHarness gateway = gateway()) {
            gateway.feed("BTC-USD", "ETH-USD");
            gateway.ticks("BTC-USD", "1");
            gateway.ticks("ETH-USD", "1");
            for (String terms : List.of("", ",\"mode\":\"all\"", ",\"maxRate\":1", ",\"batch\":true")) {
                say(gateway, status("BTC-USD", SymbolState.LIVE));
                gateway.awaitDealtWith();
                try (RawSocket client = subscribed(gateway, terms)) {
                    say(gateway, status("ETH-USD", SymbolState.STALE), status("BTC-USD", SymbolState.FALLBACK));
                    JsonObject told = client.next();

                    assertThat(told.getString("type")).as(terms).isEqualTo("symbol_status");
                    assertThat(told.getJsonObject("data"))
                            .isEqualTo(new JsonObject()
                                    .put("symbol", "BTC-USD")
                                    .put("status", "fallback")
                                    .put("source", "fake")
                                    .put("since", SINCE));
                }
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void itIsToldAtTheSubscriptionWhereItIsNotLive() throws Exception {
        try (GatewayHarness gateway = gateway()) {
            gateway.feed("BTC-USD");
            gateway.ticks("BTC-USD", "1");
            say(gateway, status("BTC-USD", SymbolState.HALTED));
            gateway.awaitDealtWith();
            try (RawSocket client = subscribed(gateway, "")) {
                assertThat(client.next().getJsonObject("data").getString("status"))
                        .isEqualTo("halted");
                client.send("{\"type\":\"get_price\",\"symbol\":\"BTC-USD\"}");
                assertThat(client.await("price").getJsonObject("data").getString("status"))
                        .isEqualTo("halted");
            }
        }
    }

    @Test
    void whichFiguresAreComputedIsToldAtTheSubscriptionAndWithThePrice() throws Exception {
        try (GatewayHarness gateway = gateway()) {
            gateway.feed("BTC-USD");
            gateway.ticks("BTC-USD", "1");
            List<String> computed = List.of("volume", "change", "changePercent");
            say(gateway, new SymbolStatus("BTC-USD", SymbolState.LIVE, "fake", SINCE_MS, computed));
            gateway.awaitDealtWith();
            try (RawSocket client = subscribed(gateway, "")) {
                JsonObject told = client.next();
                assertThat(told.getString("type")).isEqualTo("symbol_status");
                assertThat(told.getJsonObject("data"))
                        .isEqualTo(new JsonObject()
                                .put("symbol", "BTC-USD")
                                .put("status", "live")
                                .put("source", "fake")
                                .put("since", SINCE)
                                .put("computed", new JsonArray(computed)));
                client.send("{\"type\":\"get_price\",\"symbol\":\"BTC-USD\"}");
                assertThat(client.await("price").getJsonObject("data").getJsonArray("computed"))
                        .isEqualTo(new JsonArray(computed));

                say(gateway, status("BTC-USD", SymbolState.LIVE));
                JsonObject given = client.await("symbol_status").getJsonObject("data");
                assertThat(given.getString("status")).isEqualTo("live");
                assertThat(given.containsKey("computed")).isFalse();
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void whoeverGetsAllPricesHearsOfAllSymbols() throws Exception {
        try (GatewayHarness gateway = gateway()) {
            gateway.feed("BTC-USD");
            gateway.ticks("BTC-USD", "1");
            say(gateway, status("BTC-USD", SymbolState.LIVE));
            try (RawSocket client = new RawSocket(gateway.port(), "/ws/prices").heedingStatuses()) {
                client.await("price_update");
                say(gateway, status("BTC-USD", SymbolState.STALE));
                assertThat(client.await("symbol_status").getJsonObject("data").getString("symbol"))
                        .isEqualTo("BTC-USD");
            }
        }
    }

    @Test
    void aGatewayThatHasMissedAChangeAsksForAll() throws Exception {
        try (GatewayHarness gateway = gateway()) {
            gateway.feed("BTC-USD");
            gateway.ticks("BTC-USD", "1");
            say(gateway, status("BTC-USD", SymbolState.LIVE));
            gateway.awaitDealtWith();
            List<String> asked = new ArrayList<>();
            gateway.vertx().eventBus().<JsonObject>consumer(Address.FEED_HELLO.text(), message -> {
                if (message.body().getBoolean("statuses", false)) {
                    asked.add(message.body().getString("replyTo"));
                    gateway.vertx()
                            .eventBus()
                            .send(
                                    message.body().getString("replyTo"),
                                    new SymbolStatuses(
                                            "q", 1, 9, true, List.of(status("BTC-USD", SymbolState.FALLBACK))));
                }
            });
            try (RawSocket client = subscribed(gateway, "")) {
                gateway.vertx()
                        .eventBus()
                        .publish(Address.FEED_SYMBOLS.text(), new SymbolStatuses("q", 1, 9, false, List.of()));

                assertThat(client.await("symbol_status").getJsonObject("data").getString("status"))
                        .isEqualTo("fallback");
                await().until(() -> !asked.isEmpty());
            }
        }
    }
}
