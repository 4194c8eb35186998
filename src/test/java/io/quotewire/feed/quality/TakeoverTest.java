package io.quotewire.feed.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.SymbolState;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is shown of a symbol whose feed another node ran before. */
class TakeoverTest {
    private static final Tick BEFORE = new Tick(
            "A-B",
            7,
            "f",
            1_789_999_999_000_000L,
            "100.50",
            "12",
            "-1.5",
            "-1.4706",
            "100.4",
            "100.6",
            "2",
            "buy",
            "t7");

    private final Played market = new Played(new QualityRules(60_000, 50, false));

    TakeoverTest() {
        market.quotes.list("A-B", market.feed("f"));
    }

    private void recall(boolean last) {
        market.quotes.recall(BEFORE, market.feed("f"), last);
    }

    private void quote(String bid) {
        market.trade("f", "A-B", null, event -> {
            event.kind = MarketEvent.Kind.QUOTE;
            event.bid = bid;
        });
    }

    @Test
    void whatIsRecalledIsNoNewsAndNobodyIsToldThatItIsLive() {
        recall(true);

        assertThat(market.ticks).isEmpty();
        assertThat(market.quotes.newest("A-B")).isNull();
        assertThat(market.statusChanges()).extracting(status -> status.state()).containsExactly(SymbolState.STALE);
    }

    @Test
    void afterACleanHandOverAQuoteStandsBesideThePriceAtOnce() {
        recall(true);
        quote("100.45");

        assertThat(market.last())
                .isEqualTo(new Tick(
                        "A-B",
                        8,
                        "f",
                        market.nowMs * 1_000,
                        "100.50",
                        "12",
                        "-1.5",
                        "-1.4706",
                        "100.45",
                        "100.6",
                        "2",
                        "buy",
                        "t7"));
    }

    @Test
    void afterAKillAQuoteWaitsForWordOfThePriceWhichMayHaveMovedSince() {
        recall(false);
        quote("102.9");
        market.pass(1_900);
        quote("102.8");
        assertThat(market.ticks).isEmpty();
        assertThat(market.held).containsExactly(SkipReason.UNCONFIRMED, SkipReason.UNCONFIRMED);

        market.trade("f", "A-B", "103");
        assertThat(market.ticks).hasSize(1);
        assertThat(market.last().price()).isEqualTo("103");
        assertThat(market.last().bid()).isEqualTo("102.8");
        assertThat(market.last().ask()).as("an older one").isNull();
        assertThat(market.last().seq()).isEqualTo(8);
    }

    @Test
    void whereNoWordComesThePriceStandsWithItsOwnTime() {
        recall(false);
        quote("100.4");
        market.pass(2_000);
        quote("100.3");

        assertThat(market.ticks).hasSize(1);
        assertThat(market.last().price()).isEqualTo("100.50");
        assertThat(market.last().time()).isEqualTo("t7");
        assertThat(market.last().bid()).isEqualTo("100.3");
        assertThat(market.last().volume()).isEqualTo("12");
    }

    @Test
    void figuresThatMayHaveBeenComputedBeginAnew() {
        Played computing = new Played(new QualityRules(60_000, 50, true));
        computing.quotes.recall(BEFORE, computing.feed("f"), true);
        computing.trade("f", "A-B", null, event -> {
            event.kind = MarketEvent.Kind.QUOTE;
            event.bid = "100";
        });
        assertThat(computing.last().price()).isEqualTo("100.50");
        assertThat(computing.last().volume()).isNull();
        assertThat(computing.last().change()).isNull();

        computing.trade("f", "A-B", "101", event -> event.size = "3");
        assertThat(computing.last().volume()).isEqualTo("3");
        assertThat(computing.statusChanges())
                .extracting(status -> status.computed())
                .containsExactly(List.of("volume", "change", "changePercent"));
    }

    @Test
    void aSummaryGivesThePriceWhereNoTradeHasCome() {
        recall(false);
        market.trade("f", "A-B", "103", event -> {
            event.kind = MarketEvent.Kind.SUMMARY;
            event.bid = "102";
        });
        quote("102.5");

        assertThat(market.ticks).extracting(Tick::price).containsExactly("103", "103");
    }

    @Test
    void theFirstPriceIsComparedWithTheOneBefore() {
        recall(false);
        market.trade("f", "A-B", "1005");
        market.trade("f", "A-B", "101");

        assertThat(market.ticks).extracting(Tick::price).containsExactly("101");
        assertThat(market.held).containsExactly(SkipReason.JUMP);
    }

    @Test
    void whatWasKnownFromAnEarlierTurnIsNotShownAgainAndNumbersGoOn() {
        market.trade("f", "A-B", "50", event -> event.tradeId = 3);
        market.trade("f", "A-B", "51", event -> event.tradeId = 4);
        market.quotes.forget("f");
        quote("60");
        assertThat(market.last().price()).isNull();
        assertThat(market.last().seq()).isEqualTo(3);

        market.quotes.forget("f");
        recall(true);
        quote("100.4");
        market.trade("f", "A-B", "100", event -> event.tradeId = 900);
        assertThat(market.ticks).extracting(Tick::price).containsExactly("50", "51", null, "100.50", "100");
        assertThat(market.ticks).extracting(Tick::seq).containsExactly(1L, 2L, 3L, 8L, 9L);
        assertThat(market.missing)
                .as("another node has published what was traded meanwhile")
                .isZero();
    }

    @Test
    void aRecalledPriceIsNotTakenForTheMarketsBesideAnotherFeed() {
        Played both = new Played(new QualityRules(60_000, 50, false));
        both.quotes.arbitrate(
                Map.of("A-B", new Arbitration(ArbitrationRule.PRIMARY, List.of("f", "g"), List.of(), 10_000)));
        both.quotes.list("A-B", both.feed("f"));
        both.quotes.list("A-B", both.feed("g"));
        both.quotes.recall(BEFORE, both.feed("f"), false);
        both.trade("f", "A-B", null, event -> {
            event.kind = MarketEvent.Kind.QUOTE;
            event.bid = "100";
        });
        both.trade("g", "A-B", "103");

        assertThat(both.ticks).extracting(Tick::source).containsExactly("g");
    }

    @Test
    void aSymbolThatIsNotConfiguredIsRecalledToo() {
        market.quotes.recall(
                new Tick("C-D", 4, "f", 1, "9", null, null, null, null, null, null, null, null),
                market.feed("f"),
                true);
        market.trade("f", "C-D", null, event -> {
            event.kind = MarketEvent.Kind.QUOTE;
            event.ask = "9.5";
        });

        assertThat(market.last().price()).isEqualTo("9");
        assertThat(market.last().seq()).isEqualTo(5);
    }
}
