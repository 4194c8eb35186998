package io.quotewire.feed.quality;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Some feeds, a clock that a test moves, and what became of what the feeds said. */
final class Played implements QuoteSink {
    final Quotes quotes = new Quotes();
    final List<Tick> ticks = new ArrayList<>();
    final List<SkipReason> held = new ArrayList<>();
    private final Map<String, Origin> feeds = new HashMap<>();
    private final QualityRules rules;
    long missing;
    long nowMs = 1_790_000_000_000L;

    Played(QualityRules rules) {
        this.rules = rules;
    }

    Origin feed(String name) {
        return feeds.computeIfAbsent(name, first -> {
            Origin origin = new Origin(name, name, rules);
            origin.state(FeedState.CONNECTED);
            return origin;
        });
    }

    void pass(long ms) {
        nowMs += ms;
    }

    /** A second passes, as the feed's own clockwork has it. */
    void second() {
        nowMs += 1_000;
        quotes.check(nowMs * 1_000, this);
    }

    List<SymbolStatus> statusChanges() {
        return quotes.statusChanges(nowMs * 1_000, feed -> true);
    }

    void trade(String feed, String symbol, String price) {
        trade(feed, symbol, price, event -> {});
    }

    void trade(String feed, String symbol, String price, Consumer<MarketEvent> more) {
        MarketEvent event = new MarketEvent();
        event.symbol = symbol;
        event.price = price;
        more.accept(event);
        quotes.offer(event, feed(feed), nowMs * 1_000, this);
    }

    Tick last() {
        return ticks.get(ticks.size() - 1);
    }

    @Override
    public void tick(Tick tick) {
        ticks.add(tick);
    }

    @Override
    public void heldBack(SkipReason reason) {
        held.add(reason);
    }

    @Override
    public void gap(long tradesMissing) {
        missing += tradesMissing;
    }

    @Override
    public void appeared(String symbol) {}
}
