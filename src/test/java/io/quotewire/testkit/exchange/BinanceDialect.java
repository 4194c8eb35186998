package io.quotewire.testkit.exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Binance's combined spot streams: subscribed by the address or by messages, at most 1,024 on a connection, pings with a
 * payload, errors for what makes no sense.
 */
public final class BinanceDialect implements Dialect {
    private static final long TIME_MS = 1_723_161_255_343L;
    private static final int MAX_STREAMS = 1_024;

    @Override
    public String title() {
        return "binance";
    }

    @Override
    public String product(String symbol) {
        return symbol.replace("-", "");
    }

    @Override
    public int admission(String uri, Map<String, String> headers) {
        return uri.startsWith("/stream") && streams(uri).size() <= MAX_STREAMS ? 0 : 400;
    }

    @Override
    public void connected(Caller caller, String uri) {
        streams(uri).forEach(stream -> add(caller, stream));
    }

    @Override
    public void message(Caller caller, String text) {
        JsonObject message = new JsonObject(text);
        Object id = message.getValue("id");
        JsonArray params = message.getJsonArray("params", new JsonArray());
        switch (message.getString("method", "")) {
            case "SUBSCRIBE" -> {
                if (caller.streams().size() + params.size() > MAX_STREAMS) {
                    caller.say(error(2, "Invalid request: too many streams", id));
                    return;
                }
                params.forEach(stream -> add(caller, (String) stream));
                caller.say(new JsonObject().putNull("result").put("id", id));
            }
            case "UNSUBSCRIBE" -> {
                params.forEach(stream -> remove(caller, (String) stream));
                caller.say(new JsonObject().putNull("result").put("id", id));
            }
            case "LIST_SUBSCRIPTIONS" ->
                caller.say(new JsonObject()
                        .put("result", new JsonArray(List.copyOf(caller.streams())))
                        .put("id", id));
            default -> caller.say(error(2, "Invalid request: unknown variant", id));
        }
    }

    private static JsonObject error(int code, String text, Object id) {
        return new JsonObject()
                .put("error", new JsonObject().put("code", code).put("msg", text))
                .put("id", id);
    }

    /** An unknown product is accepted, and says nothing. */
    private static void add(Caller caller, String stream) {
        caller.streams().add(stream);
        String product = stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT);
        if (stream.endsWith("@trade") && caller.exchange().isKnown(product)) {
            caller.products().add(product);
        }
    }

    private static void remove(Caller caller, String stream) {
        caller.streams().remove(stream);
        if (stream.endsWith("@trade")) {
            caller.products().remove(stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public void beat(Caller caller) {
        if (!caller.isSilent()) {
            caller.wire().ping("1723161255343");
            caller.products()
                    .forEach(product -> caller.say(ticker(caller.exchange().newest(product))));
        }
    }

    @Override
    public int messagesPerSecond() {
        return 5;
    }

    @Override
    public long lifeMs() {
        return 24 * 3_600_000L;
    }

    /** It announces that it will go. */
    public static String serverShutdown() {
        return "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":" + TIME_MS + "}}";
    }

    @Override
    public List<String> trade(Trade trade) {
        return List.of(bookTicker(trade), tradeWithPrice(trade, trade.price()));
    }

    @Override
    public String tradeWithPrice(Trade trade, String price) {
        return combined(
                trade,
                "@trade",
                new JsonObject()
                        .put("e", "trade")
                        .put("E", trade.timeMs())
                        .put("s", trade.product())
                        .put("t", trade.number())
                        .put("p", price)
                        .put("q", trade.size())
                        .put("T", trade.timeMs())
                        .put("m", trade.takerSide().equals("sell"))
                        .put("M", true));
    }

    @Override
    public int eventsPerTrade() {
        return 1;
    }

    private static String bookTicker(Trade trade) {
        return combined(
                trade,
                "@bookTicker",
                new JsonObject()
                        .put("u", trade.number() * 10)
                        .put("s", trade.product())
                        .put("b", trade.price())
                        .put("B", "3.02920000")
                        .put("a", trade.price())
                        .put("A", "31.43950000"));
    }

    private static String ticker(Trade trade) {
        return combined(
                trade,
                "@ticker",
                new JsonObject()
                        .put("e", "24hrTicker")
                        .put("E", trade.timeMs())
                        .put("s", trade.product())
                        .put("p", "-0.10")
                        .put("P", "-1.50")
                        .put("c", trade.price())
                        .put("Q", trade.size())
                        .put("b", trade.price())
                        .put("a", trade.price())
                        .put("o", "1.10")
                        .put("v", "1000.5")
                        .put("L", trade.number()));
    }

    private static String combined(Trade trade, String stream, JsonObject event) {
        return new JsonObject()
                .put("stream", trade.product().toLowerCase(Locale.ROOT) + stream)
                .put("data", event)
                .encode();
    }

    private static List<String> streams(String uri) {
        int at = uri.indexOf("streams=");
        if (at < 0) {
            return List.of();
        }
        String all = uri.substring(at + "streams=".length());
        List<String> streams = new ArrayList<>();
        for (String stream : all.split("/")) {
            if (stream.contains("@")) {
                streams.add(stream);
            }
        }
        return streams;
    }

    @Override
    public Optional<RestReply> rest(String uri, Map<String, Trade> newest) {
        String query = URLDecoder.decode(uri, StandardCharsets.UTF_8);
        boolean full = query.startsWith("/api/v3/ticker/24hr");
        if (!full && !query.startsWith("/api/v3/ticker/price") && !query.startsWith("/api/v3/ticker/bookTicker")) {
            return Optional.empty();
        }
        JsonArray found = new JsonArray();
        for (Trade trade : newest.values()) {
            if (query.contains("\"" + trade.product() + "\"") || query.endsWith("symbol=" + trade.product())) {
                found.add(restTicker(trade, full));
            }
        }
        if (found.isEmpty()) {
            return Optional.of(RestReply.of(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        }
        boolean one = query.contains("symbol=");
        return Optional.of(RestReply.of(200, one ? found.getJsonObject(0).encode() : found.encode())
                .with("X-MBX-USED-WEIGHT-1M", "4"));
    }

    private static JsonObject restTicker(Trade trade, boolean full) {
        JsonObject ticker = new JsonObject().put("symbol", trade.product()).put("price", trade.price());
        return !full
                ? ticker
                : ticker.put("lastPrice", trade.price())
                        .put("lastQty", trade.size())
                        .put("priceChange", "-0.10")
                        .put("priceChangePercent", "-1.50")
                        .put("openPrice", "1.10")
                        .put("bidPrice", trade.price())
                        .put("askPrice", trade.price())
                        .put("volume", "1000.5")
                        .put("closeTime", trade.timeMs());
    }

    @Override
    public RestReply tooOften(int retryAfterSeconds) {
        return RestReply.of(429, "{\"code\":-1003,\"msg\":\"Too much request weight used\"}")
                .with("Retry-After", "" + retryAfterSeconds);
    }
}
