package io.quotewire.testkit.exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CoinCap, version 2 or 3: subscribed by the address alone, only what changed, and nothing but prices. Version 3 refuses a
 * handshake without a key.
 */
public final class CoinCapDialect implements Dialect {
    private static final Map<String, String> IDS = Map.of("BTC-USD", "bitcoin", "ETH-USD", "ethereum");

    private final boolean wantsKey;

    /** Version 3 wants a key. */
    public CoinCapDialect(boolean wantsKey) {
        this.wantsKey = wantsKey;
    }

    @Override
    public String title() {
        return "coincap";
    }

    @Override
    public String product(String symbol) {
        return IDS.getOrDefault(symbol, symbol);
    }

    @Override
    public int admission(String uri, Map<String, String> headers) {
        boolean hasKey = headers.containsKey("Authorization") || uri.contains("apiKey=");
        if (wantsKey && !hasKey) {
            return 401;
        }
        return uri.contains("assets=") ? 0 : 400;
    }

    @Override
    public void connected(Caller caller, String uri) {
        String assets =
                uri.substring(uri.indexOf("assets=") + "assets=".length()).split("&")[0];
        for (String asset : assets.equals("ALL") ? IDS.values().toArray(new String[0]) : assets.split(",")) {
            if (caller.exchange().isKnown(asset)) {
                caller.products().add(asset);
            }
        }
    }

    /** Nothing is to be said here. */
    @Override
    public void message(Caller caller, String text) {}

    @Override
    public List<String> trade(Trade trade) {
        return List.of(tradeWithPrice(trade, trade.price()));
    }

    @Override
    public String tradeWithPrice(Trade trade, String price) {
        return new JsonObject().put(trade.product(), price).encode();
    }

    @Override
    public Optional<RestReply> rest(String uri, Map<String, Trade> newest) {
        int at = uri.indexOf("/assets");
        if (at < 0) {
            return Optional.empty();
        }
        JsonArray assets = new JsonArray();
        int ids = uri.indexOf("ids=");
        List<String> asked = ids < 0
                ? List.of()
                : List.of(uri.substring(ids + 4).split("&")[0].split(","));
        newest.values().stream()
                .filter(trade -> ids < 0 || asked.contains(trade.product()))
                .forEach(trade -> assets.add(asset(trade)));
        return Optional.of(RestReply.of(
                200,
                new JsonObject()
                        .put("data", assets)
                        .put("timestamp", 1_533_581_088_278L)
                        .encode()));
    }

    private static JsonObject asset(Trade trade) {
        return new JsonObject()
                .put("id", trade.product())
                .put("rank", "1")
                .put("symbol", trade.symbol().substring(0, trade.symbol().indexOf('-')))
                .put("name", trade.product())
                .put("supply", "17193925.0000000000000000")
                .putNull("maxSupply")
                .put("marketCapUsd", "119150835874.4699281625807300")
                .put("volumeUsd24Hr", "2927959461.1750323310959460")
                .put("priceUsd", trade.price())
                .put("changePercent24Hr", "-0.8101417214350335")
                .put("vwap24Hr", "7175.0663247679233209");
    }

    /** As when version 2 was retired: data is an object where a list is expected. */
    public static RestReply deprecated() {
        return RestReply.of(
                429,
                "{\"data\":{\"message\":\"We are deprecating this version of the CoinCap API on March 31, 2025.\"},"
                        + "\"timestamp\":1743435300643}");
    }
}
