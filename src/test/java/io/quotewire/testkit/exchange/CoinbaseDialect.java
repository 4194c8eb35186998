package io.quotewire.testkit.exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Coinbase Exchange: wants a subscription in time, answers with all that is subscribed, tells the last match and a ticker of
 * each product first, then tickers, matches and heartbeats numbered per product.
 */
public final class CoinbaseDialect implements Dialect {
    private static final String TIME = "2024-01-01T00:00:00.000000Z";
    private static final Pattern TICKER = Pattern.compile("/products/([A-Z0-9-]+)/ticker");

    @Override
    public String title() {
        return "coinbase";
    }

    @Override
    public String product(String symbol) {
        return symbol;
    }

    @Override
    public void connected(Caller caller, String uri) {}

    @Override
    public long subscribeWithinMs() {
        return 5_000;
    }

    @Override
    public void message(Caller caller, String text) {
        JsonObject message = new JsonObject(text);
        JsonArray products = message.getJsonArray("product_ids", new JsonArray());
        JsonArray channels = message.getJsonArray("channels", new JsonArray());
        if ("subscribe".equals(message.getString("type"))) {
            subscribe(caller, products, channels);
        } else if ("unsubscribe".equals(message.getString("type"))) {
            products.forEach(product -> caller.products().remove((String) product));
            answer(caller, channels);
        }
    }

    private static void subscribe(Caller caller, JsonArray products, JsonArray channels) {
        boolean known = false;
        for (int i = 0; i < products.size(); i++) {
            String product = products.getString(i);
            if (caller.exchange().isKnown(product)) {
                caller.products().add(product);
                known = true;
            } else {
                caller.say(new JsonObject()
                        .put("type", "error")
                        .put("message", "Failed to subscribe")
                        .put("reason", product + " is not a valid product"));
            }
        }
        if (known) {
            answer(caller, channels);
            products.forEach(product -> {
                if (caller.products().contains((String) product)) {
                    caller.say(match("last_match", caller.exchange().newest((String) product)));
                }
            });
        }
    }

    private static void answer(Caller caller, JsonArray channels) {
        JsonArray state = new JsonArray();
        channels.forEach(channel -> state.add(new JsonObject()
                .put("name", channel)
                .put("product_ids", new JsonArray(List.copyOf(caller.products())))));
        caller.say(new JsonObject().put("type", "subscriptions").put("channels", state));
    }

    @Override
    public void beat(Caller caller) {
        caller.products()
                .forEach(product -> caller.say(new JsonObject()
                        .put("type", "heartbeat")
                        .put("sequence", caller.exchange().newest(product).number() * 10)
                        .put("last_trade_id", caller.exchange().newest(product).number())
                        .put("product_id", product)
                        .put("time", TIME)));
    }

    @Override
    public List<String> trade(Trade trade) {
        return List.of(ticker(trade), match("match", trade));
    }

    @Override
    public String tradeWithPrice(Trade trade, String price) {
        return match(
                "match",
                new Trade(trade.symbol(), trade.product(), price, trade.size(), trade.takerSide(), trade.number()));
    }

    private static String ticker(Trade trade) {
        return new JsonObject()
                .put("type", "ticker")
                .put("sequence", trade.number() * 10)
                .put("product_id", trade.product())
                .put("price", trade.price())
                .put("open_24h", "1.00")
                .put("volume_24h", "1000.5")
                .put("best_bid", trade.price())
                .put("best_bid_size", "1.5")
                .put("best_ask", trade.price())
                .put("best_ask_size", "2.5")
                .put("side", trade.takerSide())
                .put("time", trade.time())
                .put("trade_id", trade.number())
                .put("last_size", trade.size())
                .encode();
    }

    /** A match tells the maker's side. */
    private static String match(String type, Trade trade) {
        return new JsonObject()
                .put("type", type)
                .put("trade_id", trade.number())
                .put("side", trade.takerSide().equals("buy") ? "sell" : "buy")
                .put("size", trade.size())
                .put("price", trade.price())
                .put("product_id", trade.product())
                .put("sequence", trade.number() * 10)
                .put("time", trade.time())
                .encode();
    }

    @Override
    public Optional<RestReply> rest(String uri, Map<String, Trade> newest) {
        Matcher ticker = TICKER.matcher(uri);
        if (!ticker.matches() || !newest.containsKey(ticker.group(1))) {
            return Optional.empty();
        }
        Trade trade = newest.get(ticker.group(1));
        return Optional.of(RestReply.of(
                200,
                new JsonObject()
                        .put("ask", trade.price())
                        .put("bid", trade.price())
                        .put("volume", "1000.5")
                        .put("trade_id", trade.number())
                        .put("price", trade.price())
                        .put("size", trade.size())
                        .put("time", trade.time())
                        .encode()));
    }
}
