package io.quotewire.feed.source.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.quality.Decimals;
import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.Symbols;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedMarketTest {
    private static final List<String> SYMBOLS = SimulatedMarket.names(20);

    @Test
    void theSameSeedGivesTheSameEvents() {
        assertThat(made(SYMBOLS, 42, 5_000)).isEqualTo(made(SYMBOLS, 42, 5_000));
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(made(SYMBOLS, 42, 50)).isNotEqualTo(made(SYMBOLS, 43, 50));
    }

    /** Written down once, so that no Java release and no change of ours moves them unseen. */
    @Test
    void theFirstEventsOfASeedAreFixed() {
        List<CollectingSink.Seen> events = made(List.of("BTC-USD", "ETH-USD"), 1, 4);

        assertThat(events)
                .extracting(seen -> seen.symbol() + " " + seen.price() + " " + seen.size() + " " + seen.side())
                .containsExactly(
                        "BTC-USD 65023.60 3.4381 sell",
                        "ETH-USD 3201.26 3.0267 buy",
                        "BTC-USD 65006.58 0.1936 buy",
                        "BTC-USD 65006.92 4.9870 buy");
    }

    @Test
    void everySymbolOpensOnceInOrder() {
        assertThat(made(SYMBOLS, 7, 20)).extracting(CollectingSink.Seen::symbol).containsExactlyElementsOf(SYMBOLS);
    }

    @Test
    void everyEventMakesSense() {
        for (CollectingSink.Seen seen : made(SYMBOLS, 3, 20_000)) {
            assertThat(Decimals.isPrice(seen.price())).isTrue();
            assertThat(new BigDecimal(seen.bid())).isPositive().isLessThan(new BigDecimal(seen.ask()));
            assertThat(new BigDecimal(seen.price()))
                    .isEqualByComparingTo(new BigDecimal(seen.side().equals("buy") ? seen.ask() : seen.bid()));
            assertThat(Decimals.isPrice(seen.size())).isTrue();
            assertThat(Decimals.isSigned(seen.change())).isTrue();
            assertThat(Decimals.isSigned(seen.changePercent())).isTrue();
        }
    }

    @Test
    void volumeIsTheSumOfTheSizes() {
        BigDecimal sum = BigDecimal.ZERO;
        for (CollectingSink.Seen seen : made(List.of("BTC-USD"), 3, 1_000)) {
            sum = sum.add(new BigDecimal(seen.size()));
            assertThat(seen.volume()).isEqualTo(sum.toPlainString());
        }
    }

    @Test
    void namesAreDistinctSymbolsWellKnownOnesFirst() {
        List<String> names = SimulatedMarket.names(2_000);

        assertThat(names).hasSize(2_000).doesNotHaveDuplicates().allMatch(Symbols::isSymbol);
        assertThat(names.get(0)).isEqualTo("BTC-USD");
        assertThat(names.get(12)).isEqualTo("S001-USD");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 0.00",
        "5, 2, 0.05",
        "100, 2, 1.00",
        "-5, 2, -0.05",
        "123456789, 4, 12345.6789",
        "7, 0, 7",
        "0, 0, 0",
    })
    void fixedPointIsWrittenPlainly(long units, int decimals, String text) {
        assertThat(FixedPoint.text(units, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"5, 2, 2", "7, 2, 4", "-5, 2, -2", "-7, 2, -4", "10, 3, 3", "11, 3, 4", "-10, 3, -3"})
    void halvesAreRoundedToEven(long dividend, long divisor, long quotient) {
        assertThat(FixedPoint.divide(dividend, divisor)).isEqualTo(quotient);
    }

    private static List<CollectingSink.Seen> made(List<String> symbols, long seed, int count) {
        SimulatedMarket market = new SimulatedMarket(symbols, seed);
        CollectingSink sink = new CollectingSink();
        MarketEvent event = new MarketEvent();
        for (int i = 0; i < count; i++) {
            market.next(event);
            sink.event(event);
        }
        return sink.events();
    }
}
