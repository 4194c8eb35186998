package io.quotewire.feed.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.SkipReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArbitrationTest {
    private static final String BTC = "BTC-USD";

    private final Played market = new Played(new QualityRules(5_000, 0, false));

    private void rule(ArbitrationRule rule) {
        market.quotes.arbitrate(
                Map.of(BTC, new Arbitration(rule, List.of("a", "b", "c"), List.of("BTC-USDT"), 10_000)));
    }

    /**
     * Each row is played as it stands, a second to an item: feed and price; {@code ~} before a price: the trade is ten
     * seconds old. What clients then see is written likewise: the source and the price of each tick.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // All is well: the first of the list, each new trade, the one in the middle.
                "primary | a100 b101 a102 b103 | a100 a102",
                "fastest | a100 b101 a102 b103 | a100 b101 a102 b103",
                "median  | a100 b101 c102 a100.5 c99 | a100 b101 a100.5",
                // One freezes: after five seconds it is not listened to any more.
                "primary | a100 b101 b102 b103 b104 b105 b106 b107 | a100 b105 b106 b107",
                "fastest | a100 b101 b102 b103 | a100 b101 b102 b103",
                "median  | a100 b101 c102 b103 c104 b105 c106 b107 | a100 b101 c102 b103 c104 b105 c106",
                // It comes back, and is preferred again after ten seconds.
                "primary | a100 b1 b2 b3 b4 b5 b6 a7 b8 a9 b10 a11 b12 a13 b14 a15 b16 a17 b18 a19 |"
                        + " a100 b5 b6 b8 b10 b12 b14 b16 a15 a17 a19",
                // One lies by 30 per cent: only the median of three can tell; of two it stays with what it showed.
                "primary | a130 b100 a131 b101 | a130 a131",
                "primary | a100 b130 a101 b131 | a100 a101",
                "fastest | a100 b130 a101 b131 | a100 b130 a101 b131",
                "median  | a100 b101 c102 b130 a100.4 c101.9 | a100 b101 c102 c101.9",
                "median  | a100 b100.2 b130 a100.1 b131 | a100 a100.1",
                // One reorders: what is older by the exchange's own time is not shown.
                "primary | a100 a~99 a101 | a100 a101",
                "fastest | a100 b101 a~99 b~98 a102 | a100 b101 a102",
                "median  | a100 b101 c102 b~130 c103 | a100 b101",
            })
    void whatClientsSeeFollowsTheRule(String rule, String played, String expected) {
        rule(ArbitrationRule.of(rule.strip()));
        for (String item : played.split(" ")) {
            String feed = item.substring(0, 1);
            boolean old = item.charAt(1) == '~';
            String time =
                    Instant.ofEpochMilli(market.nowMs - (old ? 10_000 : 0)).toString();
            market.trade(feed, BTC, item.substring(old ? 2 : 1), event -> event.time = time);
            market.second();
        }

        assertThat(String.join(
                        " ",
                        market.ticks.stream()
                                .map(tick -> tick.source() + tick.price())
                                .toList()))
                .isEqualTo(expected);
        long seq = 0;
        for (Tick tick : market.ticks) {
            assertThat(tick.seq()).isEqualTo(++seq);
        }
        assertThat(market.held).as("what is not shown is counted").isSubsetOf(SkipReason.OTHER_FEED, SkipReason.LATE);
    }

    @Test
    void aFeedThatIsNotConnectedIsGivenUpAtOnce() {
        rule(ArbitrationRule.PRIMARY);
        market.trade("a", BTC, "100");
        market.trade("b", BTC, "101");
        market.feed("a").state(FeedState.RECONNECTING);
        market.second();

        assertThat(market.last().source()).isEqualTo("b");
        assertThat(market.last().price()).isEqualTo("101");
        assertThat(market.ticks).hasSize(2);
    }

    @Test
    void aTickIsTheWholeStateOfOneFeedNeverAMixture() {
        rule(ArbitrationRule.PRIMARY);
        market.trade("a", BTC, "100", event -> event.bid = "99");
        market.trade("b", BTC, "101", event -> event.ask = "102");
        market.feed("a").state(FeedState.FAILED);
        market.second();

        assertThat(market.last().bid()).isNull();
        assertThat(market.last().ask()).isEqualTo("102");
    }

    @Test
    void anAliasCountsOnlyWhereItIsConfigured() {
        rule(ArbitrationRule.FASTEST);
        market.trade("a", "BTC-USDT", "100");
        market.trade("a", "ETH-USDT", "10");

        assertThat(market.ticks).extracting(Tick::symbol).containsExactly(BTC, "ETH-USDT");
        assertThat(market.quotes.knows("BTC-USDT")).isFalse();
    }

    @Test
    void bothProductsOfOneFeedHaveNumbersOfTheirOwn() {
        rule(ArbitrationRule.FASTEST);
        market.trade("a", "BTC-USDT", "100", event -> event.sequence = 900);
        market.trade("a", "BTC-USD", "101", event -> event.sequence = 5);

        assertThat(market.ticks).extracting(Tick::price).containsExactly("100", "101");
    }

    @Test
    void aFeedThatIsNotNamedDoesNotGiveTheSymbol() {
        rule(ArbitrationRule.FASTEST);
        market.trade("z", BTC, "1");

        assertThat(market.ticks).isEmpty();
        assertThat(market.held).containsExactly(SkipReason.OTHER_FEED);
    }

    @Test
    void everySymbolMayHaveOneRule() {
        market.quotes.arbitrate(
                Map.of(Quotes.EVERY, new Arbitration(ArbitrationRule.FASTEST, List.of(), List.of(), 0)));
        market.trade("x", "A-B", "1");
        market.trade("y", "A-B", "2");

        assertThat(market.ticks).extracting(Tick::source).containsExactly("x", "y");
        assertThat(market.quotes.symbolsOf("x")).containsExactly("A-B");
        assertThat(market.quotes.symbolsOf("y")).containsExactly("A-B");
    }

    @Test
    void aSingleFeedIsBelievedWhileNoOtherIsFresh() {
        rule(ArbitrationRule.MEDIAN);
        market.feed("a").state(FeedState.CONNECTING);
        market.trade("a", BTC, "100");
        market.trade("a", BTC, "101");

        assertThat(market.ticks).extracting(Tick::price).containsExactly("100", "101");
    }
}
