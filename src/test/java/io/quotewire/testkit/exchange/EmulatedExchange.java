package io.quotewire.testkit.exchange;

import io.quotewire.kit.lifecycle.Timers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What all emulated exchanges have in common: who is connected, what was traded, which limits hold, which handshakes and
 * products are refused. Knows no transport. Confined to one loop.
 */
public final class EmulatedExchange {
    private final Dialect dialect;
    private final Timers timers;
    private final long subscribeWithinMs;
    private final Set<Caller> callers = new HashSet<>();
    private final Map<String, Trade> newest = new LinkedHashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Set<String> unknownProducts = new HashSet<>();
    private final List<String> heard = new ArrayList<>();
    private long seconds;
    private int cutForTooMuch;
    private int handshakes;
    private int accepted;
    private int refuseWith;
    private String retryAfter = "";

    /** How a handshake is answered. */
    public record Admission(int status, String retryAfter) {
        public boolean isGranted() {
            return status == 0;
        }
    }

    public EmulatedExchange(Dialect dialect, Timers timers, long beatMs, long subscribeWithinMs) {
        this.dialect = dialect;
        this.timers = timers;
        this.subscribeWithinMs = subscribeWithinMs;
        timers.every(beatMs, () -> each(dialect::beat));
        timers.every(1_000, () -> seconds++);
    }

    public Dialect dialect() {
        return dialect;
    }

    // What a transport calls.

    public Admission admit(String uri, Map<String, String> headers) {
        handshakes++;
        int status = refuseWith == 0 ? dialect.admission(uri, headers) : refuseWith;
        return new Admission(status, retryAfter);
    }

    public Caller connected(Wire wire, String uri) {
        accepted++;
        Caller caller = new Caller(this, wire);
        callers.add(caller);
        dialect.connected(caller, uri);
        if (subscribeWithinMs > 0) {
            timers.after(subscribeWithinMs, () -> {
                if (!caller.isEnded() && caller.products().isEmpty()) {
                    wire.close(1008, "no subscription");
                }
            });
        }
        if (dialect.lifeMs() > 0) {
            timers.after(dialect.lifeMs(), () -> {
                if (!caller.isEnded()) {
                    wire.cut();
                }
            });
        }
        return caller;
    }

    public void message(Caller caller, String text) {
        heard.add(text);
        if (takes(caller) && !caller.isSilent()) {
            dialect.message(caller, text);
        }
    }

    /** A ping or a pong of a client; false if it was one too many. */
    public boolean takes(Caller caller) {
        int most = dialect.messagesPerSecond();
        boolean fine = most == 0 || caller.mayWithin(seconds, most);
        if (!fine) {
            cutForTooMuch++;
            caller.wire().cut();
        }
        return fine;
    }

    /** How many connections were cut since they sent too much. */
    public int cutForTooMuch() {
        return cutForTooMuch;
    }

    public void ended(Caller caller) {
        caller.end();
        callers.remove(caller);
    }

    // What a dialect asks.

    public boolean isKnown(String product) {
        return !unknownProducts.contains(product);
    }

    /** The last trade of a product; one at 1.00 if there was none. */
    public Trade newest(String product) {
        for (Trade trade : newest.values()) {
            if (trade.product().equals(product)) {
                return trade;
            }
        }
        return new Trade("", product, "1.00", "0.1", "sell", numbers.getOrDefault(product, 0L));
    }

    // What a test commands.

    /** A trade, told to all who have subscribed to it. */
    public Trade trade(String symbol, String price, String takerSide) {
        Trade trade = next(symbol, price, takerSide);
        each(caller -> tell(caller, trade));
        return trade;
    }

    /** A trade that nobody is told of. */
    public Trade lose(String symbol, String price) {
        return next(symbol, price, "buy");
    }

    /** Tells a client of a trade, which may be an old one. */
    public void tell(Caller caller, Trade trade) {
        if (caller.products().contains(trade.product())) {
            dialect.trade(trade).forEach(caller::say);
        }
    }

    public void refuseHandshakes(int status, String after) {
        refuseWith = status;
        retryAfter = after;
    }

    public void refuseProducts(String... products) {
        unknownProducts.addAll(List.of(products));
    }

    public void knowAllProducts() {
        unknownProducts.clear();
    }

    public void each(Consumer<Caller> task) {
        List.copyOf(callers).forEach(task);
    }

    public int handshakes() {
        return handshakes;
    }

    public int accepted() {
        return accepted;
    }

    public int open() {
        return callers.size();
    }

    /** All messages of clients. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** What a REST request for this is answered. */
    public RestReply rest(String uri) {
        return dialect.rest(uri, newest).orElse(RestReply.of(404, "{\"message\":\"NotFound\"}"));
    }

    private Trade next(String symbol, String price, String takerSide) {
        String product = dialect.product(symbol);
        long number = numbers.merge(product, 1L, Long::sum);
        Trade trade = new Trade(symbol, product, price, "0.1", takerSide, number);
        newest.put(symbol, trade);
        return trade;
    }
}
