package io.quotewire.feed.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class QuotesTest {
    private static final Origin ONE = new Origin("one", "one");
    private static final Origin TWO = new Origin("two", "two");

    private final Quotes quotes = new Quotes();
    private final Results results = new Results();

    @Test
    void aTickIsTheWholeStateAndNumberedPerSymbol() {
        trade("A-B", "10", event -> {
            event.size = "1.0";
            event.side = "buy";
            event.time = "t1";
            event.bid = "9";
            event.ask = "11";
            event.volume = "100";
        });
        trade("C-D", "5", event -> {});
        trade("A-B", "12", event -> {});

        assertThat(results.ticks)
                .containsExactly(
                        new Tick("A-B", 1, "one", 7, "10", "100", null, null, "9", "11", "1.0", "buy", "t1"),
                        new Tick("C-D", 1, "one", 7, "5", null, null, null, null, null, null, null, null),
                        new Tick("A-B", 2, "one", 7, "12", "100", null, null, "9", "11", null, null, null));
        assertThat(quotes.newest("A-B")).isEqualTo(results.ticks.get(2));
        assertThat(results.appeared).containsExactly("A-B", "C-D");
    }

    @Test
    void aQuoteChangesBidAndAskOnly() {
        trade("A-B", "10", event -> {
            event.size = "1";
            event.side = "sell";
            event.time = "t1";
        });
        quote("A-B", "9.5", "10.5", MarketEvent.UNNUMBERED);

        assertThat(results.last())
                .isEqualTo(new Tick("A-B", 2, "one", 7, "10", null, null, null, "9.5", "10.5", "1", "sell", "t1"));
    }

    @Test
    void aQuoteMayComeBeforeTheFirstTrade() {
        quote("A-B", "9.5", "10.5", 1);

        assertThat(results.last().price()).isNull();
        assertThat(results.last().bid()).isEqualTo("9.5");
    }

    @Test
    void theOpeningPriceIsRememberedForLaterTrades() {
        trade("A-B", "110", event -> event.open = "100");
        assertThat(results.last().change()).isEqualTo("10");
        assertThat(results.last().changePercent()).isEqualTo("10.0000");

        trade("A-B", "95.5", event -> {});

        assertThat(results.last().change()).isEqualTo("-4.5");
        assertThat(results.last().changePercent()).isEqualTo("-4.5000");
    }

    @Test
    void changesThatTheExchangeComputedStayAsWritten() {
        trade("A-B", "110", event -> {
            event.open = "100";
            event.change = "10.000";
            event.changePercent = "10.0";
        });

        assertThat(results.last().change()).isEqualTo("10.000");
        assertThat(results.last().changePercent()).isEqualTo("10.0");
    }

    @Test
    void aLowerNumberIsLateAndAnEqualOneIsNot() {
        numbered("A-B", "1", 50);
        numbered("A-B", "2", 50);
        numbered("A-B", "3", 49);
        numbered("C-D", "4", 10);
        numbered("A-B", "5", 51);

        assertThat(results.ticks).extracting(Tick::price).containsExactly("1", "2", "4", "5");
        assertThat(results.held).containsExactly(SkipReason.LATE);
    }

    @Test
    void tradesAndQuotesAreNumberedApart() {
        numbered("A-B", "1", 1_000);
        quote("A-B", "1", "2", 5);
        quote("A-B", "1", "3", 4);

        assertThat(results.ticks).hasSize(2);
        assertThat(results.held).containsExactly(SkipReason.LATE);
    }

    @Test
    void anUnnumberedEventIsNeverLateAndKeepsTheNumber() {
        numbered("A-B", "1", 50);
        numbered("A-B", "2", MarketEvent.UNNUMBERED);
        numbered("A-B", "3", 49);

        assertThat(results.ticks).extracting(Tick::price).containsExactly("1", "2");
    }

    @Test
    void aNewConnectionMayNumberFromAnywhere() {
        numbered("A-B", "1", 50);
        quotes.numberingRestarted("two");
        numbered("A-B", "2", 3);
        quotes.numberingRestarted("one");
        numbered("A-B", "3", 3);

        assertThat(results.ticks).extracting(Tick::price).containsExactly("1", "3");
    }

    @Test
    void aBadPriceIsHeldBackAndMakesNoSymbolKnown() {
        for (String bad : new String[] {"0", "-1", "NaN", "", null, "1e3"}) {
            trade("A-B", bad, event -> {});
        }
        quote("A-B", "0", "x", 1);

        assertThat(results.ticks).isEmpty();
        assertThat(results.held).hasSize(7).containsOnly(SkipReason.BAD_PRICE);
        assertThat(quotes.knows("A-B")).isFalse();
    }

    @Test
    void aBadEventDoesNotMakeLaterOnesLate() {
        numbered("A-B", "0", 99);
        numbered("A-B", "1", 50);

        assertThat(results.ticks).extracting(Tick::price).containsExactly("1");
    }

    @Test
    void aBadBidIsDroppedAndTheOldOneNotShownAnyLonger() {
        trade("A-B", "10", event -> {
            event.bid = "9";
            event.ask = "11";
        });
        trade("A-B", "10", event -> {
            event.bid = "0";
            event.ask = "12";
        });

        assertThat(results.last().bid()).isNull();
        assertThat(results.last().ask()).isEqualTo("12");
        assertThat(results.held).containsExactly(SkipReason.BAD_QUOTE);
    }

    @Test
    void garbageBesideAGoodPriceIsNotForwarded() {
        trade("A-B", "10", event -> {
            event.size = "much";
            event.side = "hold";
            event.time = "x\ny";
            event.volume = "NaN";
            event.open = "0";
        });

        assertThat(results.last())
                .isEqualTo(new Tick("A-B", 1, "one", 7, "10", null, null, null, null, null, null, null, null));
    }

    @Test
    void aNameThatIsNoSymbolIsHeldBack() {
        for (String name : new String[] {"", "BTCUSD", "btc-usd", "A-", "-B", "A-B-C", "A".repeat(21) + "-B"}) {
            trade(name, "1", event -> {});
        }

        assertThat(results.ticks).isEmpty();
        assertThat(results.held).hasSize(7).containsOnly(SkipReason.BAD_SYMBOL);
    }

    @Test
    void aSymbolBelongsToOneFeed() {
        quotes.list("A-B", TWO);
        trade("A-B", "1", event -> {});
        trade("C-D", "2", event -> {});
        offer(TWO, "A-B", "3", event -> {});
        offer(TWO, "C-D", "4", event -> {});

        assertThat(results.ticks).extracting(Tick::price).containsExactly("2", "3");
        assertThat(results.held).containsExactly(SkipReason.OTHER_FEED, SkipReason.OTHER_FEED);
        assertThat(quotes.symbolsOf("one")).containsExactly("C-D");
        assertThat(quotes.symbolsOf("two")).containsExactly("A-B");
    }

    @Test
    void aListedSymbolIsKnownBeforeItHasATick() {
        quotes.list("A-B", ONE);

        assertThat(quotes.knows("A-B")).isTrue();
        assertThat(quotes.newest("A-B")).isNull();
        assertThat(quotes.newest()).isEmpty();
    }

    @Test
    void thereIsABoundOnSymbols() {
        for (int i = 0; i <= Quotes.MAX_SYMBOLS; i++) {
            trade("S" + i + "-USD", "1", event -> {});
        }

        assertThat(quotes.size()).isEqualTo(Quotes.MAX_SYMBOLS);
        assertThat(results.held).containsExactly(SkipReason.TOO_MANY_SYMBOLS);
    }

    private void numbered(String symbol, String price, long sequence) {
        trade(symbol, price, event -> event.sequence = sequence);
    }

    private void trade(String symbol, String price, Consumer<MarketEvent> more) {
        offer(ONE, symbol, price, more);
    }

    private void offer(Origin origin, String symbol, String price, Consumer<MarketEvent> more) {
        MarketEvent event = new MarketEvent();
        event.symbol = symbol;
        event.price = price;
        more.accept(event);
        quotes.offer(event, origin, 7, results);
    }

    private void quote(String symbol, String bid, String ask, long sequence) {
        MarketEvent event = new MarketEvent();
        event.kind = MarketEvent.Kind.QUOTE;
        event.symbol = symbol;
        event.bid = bid;
        event.ask = ask;
        event.sequence = sequence;
        quotes.offer(event, ONE, 7, results);
    }

    private static final class Results implements QuoteSink {
        private final List<Tick> ticks = new ArrayList<>();
        private final List<SkipReason> held = new ArrayList<>();
        private final List<String> appeared = new ArrayList<>();

        @Override
        public void tick(Tick tick) {
            ticks.add(tick);
        }

        @Override
        public void heldBack(SkipReason reason) {
            held.add(reason);
        }

        @Override
        public void appeared(String symbol) {
            appeared.add(symbol);
        }

        private Tick last() {
            return ticks.get(ticks.size() - 1);
        }
    }
}
