package io.quotewire.testkit.exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kraken, version 2: a status on connect with a connection_id that no long holds, one answer per symbol and channel, an error
 * for the older names, heartbeats once something is subscribed, an answer to pings. Numbers are written as numbers.
 */
public final class KrakenDialect implements Dialect {
    private static final String TIME = "2026-09-26T18:09:13.157776Z";

    @Override
    public String title() {
        return "kraken";
    }

    @Override
    public String product(String symbol) {
        return symbol.replace('-', '/');
    }

    @Override
    public void connected(Caller caller, String uri) {
        caller.say(status("online"));
    }

    /** What it says of itself. */
    public static String status(String system) {
        return "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"" + system
                + "\",\"api_version\":\"v2\",\"connection_id\":16763580994566763544,\"upcoming_maintenance\":[],"
                + "\"emergency\":[]}]}";
    }

    @Override
    public void message(Caller caller, String text) {
        JsonObject message = new JsonObject(text);
        String method = message.getString("method", "");
        JsonObject params = message.getJsonObject("params", new JsonObject());
        switch (method) {
            case "ping" ->
                caller.say(new JsonObject()
                        .put("method", "pong")
                        .put("req_id", message.getValue("req_id"))
                        .put("time_in", TIME)
                        .put("time_out", TIME));
            case "subscribe", "unsubscribe" -> {
                JsonArray symbols = params.getJsonArray("symbol", new JsonArray());
                symbols.forEach(symbol -> change(caller, method, params, (String) symbol));
            }
            default -> caller.say("{\"error\":\"Unsupported method\",\"success\":false}");
        }
    }

    private static void change(Caller caller, String method, JsonObject params, String product) {
        String channel = params.getString("channel");
        boolean subscribing = method.equals("subscribe");
        if (subscribing && (product.startsWith("XBT/") || !caller.exchange().isKnown(product))) {
            caller.say(new JsonObject()
                    .put("error", "Currency pair not supported " + product)
                    .put("method", method)
                    .put("success", false)
                    .put("symbol", product)
                    .put("time_in", TIME)
                    .put("time_out", TIME));
            return;
        }
        JsonObject result =
                new JsonObject().put("channel", channel).put("snapshot", true).put("symbol", product);
        caller.say(new JsonObject()
                .put("method", method)
                .put("result", result)
                .put("success", true)
                .put("time_in", TIME)
                .put("time_out", TIME));
        if (subscribing) {
            caller.streams().add(channel + ":" + product);
            caller.products().add(product);
            if (channel.equals("ticker")) {
                caller.say(ticker("snapshot", caller.exchange().newest(product)));
            }
        } else {
            caller.streams().remove(channel + ":" + product);
            Set<String> left = new HashSet<>(caller.streams());
            if (left.stream().noneMatch(stream -> stream.endsWith(":" + product))) {
                caller.products().remove(product);
            }
        }
    }

    @Override
    public void beat(Caller caller) {
        if (!caller.products().isEmpty()) {
            caller.say("{\"channel\":\"heartbeat\"}");
        }
    }

    @Override
    public List<String> trade(Trade trade) {
        return List.of(ticker("update", trade), tradeWithPrice(trade, trade.price()));
    }

    @Override
    public String tradeWithPrice(Trade trade, String price) {
        boolean isNumber = price.matches("-?[0-9.]+");
        return "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"" + trade.product()
                + "\",\"side\":\"" + trade.takerSide() + "\",\"price\":" + (isNumber ? price : "\"" + price + "\"")
                + ",\"qty\":" + trade.size()
                + ",\"ord_type\":\"limit\",\"trade_id\":" + trade.number() + ",\"timestamp\":\"" + trade.time()
                + "\"}]}";
    }

    /** The ticker sums up; only the trade itself is counted. */
    @Override
    public int eventsPerTrade() {
        return 1;
    }

    private static String ticker(String type, Trade trade) {
        return "{\"channel\":\"ticker\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"" + trade.product()
                + "\",\"bid\":" + trade.price() + ",\"bid_qty\":0.00275723,\"ask\":" + trade.price()
                + ",\"ask_qty\":1.50000000,\"last\":" + trade.price()
                + ",\"volume\":1000.50000000,\"vwap\":1.5,\"low\":1.0,\"high\":2.0,\"change\":-0.10,\"change_pct\":-1.50,"
                + "\"timestamp\":\"" + trade.time() + "\"}]}";
    }

    @Override
    public Optional<RestReply> rest(String uri, Map<String, Trade> newest) {
        if (!uri.startsWith("/0/public/Ticker?pair=")) {
            return Optional.empty();
        }
        JsonObject result = new JsonObject();
        for (String pair : uri.substring(uri.indexOf('=') + 1).split(",")) {
            for (Trade trade : newest.values()) {
                if (pair(trade.symbol()).equals(pair)) {
                    result.put(oldPair(pair), restTicker(trade));
                }
            }
        }
        JsonArray errors = new JsonArray();
        if (result.isEmpty()) {
            return Optional.of(RestReply.of(
                    200,
                    new JsonObject()
                            .put("error", errors.add("EQuery:Unknown asset pair"))
                            .encode()));
        }
        return Optional.of(RestReply.of(
                200, new JsonObject().put("error", errors).put("result", result).encode()));
    }

    private static JsonObject restTicker(Trade trade) {
        return new JsonObject()
                .put("a", new JsonArray().add(trade.price()).add("1").add("1.000"))
                .put("b", new JsonArray().add(trade.price()).add("1").add("1.000"))
                .put("c", new JsonArray().add(trade.price()).add(trade.size()))
                .put("v", new JsonArray().add("500.1").add("1000.5"))
                .put("p", new JsonArray().add("1.1").add("1.2"))
                .put("t", new JsonArray().add(10).add(20))
                .put("l", new JsonArray().add("1.0").add("1.0"))
                .put("h", new JsonArray().add("2.0").add("2.0"))
                .put("o", "1.5");
    }

    private static String pair(String symbol) {
        return symbol.replace("BTC", "XBT").replace("DOGE", "XDG").replace("-", "");
    }

    private static String oldPair(String pair) {
        return pair.equals("XBTUSD") ? "XXBTZUSD" : pair;
    }
}
