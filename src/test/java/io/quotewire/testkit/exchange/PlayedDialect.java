package io.quotewire.testkit.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says nothing by itself: a test plays a recording. */
public final class PlayedDialect implements Dialect {
    private final String title;

    /** In the place of some exchange. */
    public PlayedDialect(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String product(String symbol) {
        return symbol;
    }

    @Override
    public void connected(Caller caller, String uri) {}

    @Override
    public void message(Caller caller, String text) {}

    @Override
    public List<String> trade(Trade trade) {
        return List.of();
    }

    @Override
    public String tradeWithPrice(Trade trade, String price) {
        return "{}";
    }

    @Override
    public Optional<RestReply> rest(String uri, Map<String, Trade> newest) {
        return Optional.empty();
    }
}
