package io.quotewire.feed.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.SymbolState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
    private static final List<String> CHANGE = List.of("change", "changePercent");

    private final Played market = new Played(new QualityRules(60_000, 50, true));

    /** What is played, what is shown of it: a jump is above 50 per cent of the lower price, its level within 5 per cent. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "100 150 100 | 100 150 100",
                "100 151 101 | 100 101",
                "100 66 101 | 100 101",
                "100 67 | 100 67",
                "100 1000000 100.1 | 100 100.1",
                "100 300 310 305 | 100 310 305",
                "100 300 100 301 302 | 100 100 301 302",
                "100 300 101 102 103 104 105 301 | 100 101 102 103 104 105",
                "100 300 101 102 103 104 301 302 | 100 101 102 103 104 301 302",
                "100 300 0.01 300 | 100",
                "100 300 400 410 | 100 410",
                "0.00000001 0.00000002 0.00000002 | 0.00000001 0.00000002",
            })
    void aJumpIsHeldBackUntilAnotherPriceConfirmsIt(String played, String shown) {
        List<String> prices = List.of(played.split(" "));
        prices.forEach(price -> market.trade("f", "A-B", price));

        assertThat(market.ticks).extracting(Tick::price).containsExactly(shown.split(" "));
        assertThat(market.held).hasSize(prices.size() - market.ticks.size()).allMatch(SkipReason.JUMP::equals);
    }

    @Test
    void severalMessagesAboutOneTradeDoNotConfirmEachOther() {
        market.trade("f", "A-B", "100");
        market.trade("f", "A-B", "300", event -> event.sequence = 7);
        market.trade("f", "A-B", "300", event -> event.sequence = 7);
        market.trade("f", "A-B", "300", event -> event.time = "2026-11-20T12:00:00Z");
        assertThat(market.ticks).extracting(Tick::price).containsExactly("100", "300");

        market.trade("f", "C-D", "100");
        market.trade("f", "C-D", "300", event -> event.time = "t");
        market.trade("f", "C-D", "300", event -> event.time = "t");
        assertThat(market.quotes.newest("C-D").price()).isEqualTo("100");
    }

    @Test
    void aJumpSurvivesAStepThatTheMarketReallyMakes() {
        Random random = new Random(3);
        double price = 100;
        for (int i = 0; i < 2_000; i++) {
            price *= 1 + (random.nextDouble() - 0.5) * 0.02;
            price *= random.nextInt(100) == 0 ? 4 : 1;
            price = price > 1e6 ? 1 : price;
            String text = "%.4f".formatted(price);
            market.trade("f", "A-B", text);
            market.trade("f", "A-B", "%.4f".formatted(price * 1.001));
            assertThat(Double.parseDouble(market.last().price()))
                    .as("two prices of a level are enough")
                    .isBetween(price * 0.99, price * 1.02);
        }
    }

    @Test
    void numbersThatAreLeftOutAreCountedAndRepetitionsHeldBack() {
        for (long id : new long[] {10, 11, 11, 14, 13, 15}) {
            market.trade("f", "A-B", "1", event -> event.tradeId = id);
        }

        assertThat(market.ticks).hasSize(4);
        assertThat(market.missing).isEqualTo(2);
        assertThat(market.held).containsExactly(SkipReason.DUPLICATE, SkipReason.LATE);
    }

    @Test
    void aNewConnectionBeginsWithoutAGap() {
        market.trade("f", "A-B", "1", event -> event.tradeId = 10);
        market.quotes.numberingRestarted("f");
        market.trade("f", "A-B", "1", event -> event.tradeId = 500);

        assertThat(market.missing).isZero();
        assertThat(market.ticks).hasSize(2);
    }

    @Test
    void aPolledPriceSaysSoAndIsNewsOnlyWhereItHasChanged() {
        market.trade("f", "A-B", "1.0", event -> event.polled = true);
        market.trade("f", "A-B", "1.0", event -> event.polled = true);
        market.trade("f", "A-B", "1.1", event -> event.polled = true);
        market.trade("f", "A-B", "1.1");

        assertThat(market.ticks)
                .extracting(tick -> tick.source() + " " + tick.price())
                .containsExactly("f:rest 1.0", "f:rest 1.1", "f 1.1");
        assertThat(market.held).containsExactly(SkipReason.UNCHANGED);
    }

    @Test
    void anAnswerFromACacheIsNotShownAfterWhatIsNewer() {
        market.trade("f", "A-B", "2", event -> event.time = "2026-11-20T12:00:05Z");
        market.trade("f", "A-B", "1", event -> {
            event.polled = true;
            event.time = "2026-11-20T12:00:04Z";
        });
        market.trade("f", "A-B", "2", event -> {
            event.polled = true;
            event.time = "2026-11-20T12:00:04Z";
        });
        market.trade("f", "A-B", "3", event -> {
            event.polled = true;
            event.time = "2026-11-20T12:00:06Z";
        });

        assertThat(market.ticks).extracting(Tick::price).containsExactly("2", "3");
        assertThat(market.held).containsExactly(SkipReason.LATE, SkipReason.UNCHANGED);
    }

    @Test
    void whatWasTradedWhileNobodyAskedForItIsNoGap() {
        market.trade("f", "A-B", "1", event -> event.tradeId = 5);
        market.quotes.interrupted("A-B", "f");
        market.trade("f", "A-B", "1", event -> event.tradeId = 500);
        market.trade("f", "A-B", "1", event -> event.tradeId = 502);

        assertThat(market.missing).isEqualTo(1);
    }

    @Test
    void aSymbolsStatusFollowsItsFeedAndItsSilence() {
        market.quotes.list("A-B", market.feed("f"));
        assertThat(market.statusChanges()).extracting(SymbolStatus::state).containsExactly(SymbolState.STALE);

        market.trade("f", "A-B", "1");
        assertThat(market.quotes.takeStatusDue()).isTrue();
        assertThat(market.statusChanges())
                .containsExactly(new SymbolStatus("A-B", SymbolState.LIVE, "f", market.nowMs, CHANGE));
        assertThat(market.statusChanges()).isEmpty();

        market.pass(60_000);
        assertThat(market.statusChanges()).isEmpty();
        market.pass(1);
        assertThat(market.statusChanges())
                .containsExactly(new SymbolStatus("A-B", SymbolState.STALE, "f", market.nowMs, CHANGE));

        market.feed("f").state(FeedState.POLLING);
        market.trade("f", "A-B", "1", event -> event.polled = true);
        assertThat(market.statusChanges())
                .containsExactly(new SymbolStatus("A-B", SymbolState.FALLBACK, "f:rest", market.nowMs, CHANGE));

        market.feed("f").state(FeedState.CONNECTED);
        market.trade("f", "A-B", "1");
        market.feed("f").halted("A-B", true);
        assertThat(market.statusChanges()).extracting(SymbolStatus::state).containsExactly(SymbolState.HALTED);
        market.feed("f").halted("", true);
        market.feed("f").halted("A-B", false);
        assertThat(market.statusChanges()).isEmpty();
        market.feed("f").halted("", false);
        assertThat(market.statusChanges()).extracting(SymbolStatus::state).containsExactly(SymbolState.LIVE);

        market.feed("f").state(FeedState.RECONNECTING);
        assertThat(market.statusChanges()).extracting(SymbolStatus::state).containsExactly(SymbolState.STALE);
        assertThat(market.quotes.statuses(feed -> true)).hasSize(1);
        assertThat(market.quotes.statuses(feed -> false)).isEmpty();
    }

    @Test
    void anAnswerThatSaysNothingNewKeepsASymbolAlive() {
        market.feed("f").state(FeedState.POLLING);
        for (int i = 0; i < 100; i++) {
            market.trade("f", "A-B", "1", event -> event.polled = true);
            market.pass(2_000);
        }

        assertThat(market.statusChanges()).extracting(SymbolStatus::state).containsExactly(SymbolState.FALLBACK);
        assertThat(market.ticks).hasSize(1);
    }

    @Test
    void figuresOfADayAreComputedWhereTheFeedGivesNone() {
        market.trade("f", "A-B", "100", event -> event.size = "1.50");
        market.pass(3_600_000);
        market.trade("f", "A-B", "110", event -> event.size = "2");
        assertThat(market.last().change()).isEqualTo("10");
        assertThat(market.last().changePercent()).isEqualTo("10.0000");
        assertThat(market.last().volume()).isEqualTo("3.50");
        assertThat(market.quotes.computed("f")).isEqualTo(1);

        market.pass(86_400_000 - 1_800_000);
        market.trade("f", "A-B", "99", event -> event.size = "1");
        assertThat(market.last().change())
                .as("the first trade is over a day ago")
                .isEqualTo("-11");
        assertThat(market.last().volume()).isEqualTo("3.00");
    }

    @Test
    void whichFiguresAreComputedIsToldWithTheSymbolsStatus() {
        market.trade("f", "A-B", "100", event -> event.size = "1");
        assertThat(market.statusChanges())
                .extracting(SymbolStatus::computed)
                .containsExactly(List.of("volume", "change", "changePercent"));

        market.trade("f", "A-B", "110", event -> {
            event.size = "1";
            event.volume = "700";
        });
        long since = market.nowMs;
        market.pass(5);
        assertThat(market.statusChanges())
                .containsExactly(
                        new SymbolStatus("A-B", SymbolState.LIVE, "f", since, List.of("change", "changePercent")));
        assertThat(market.statusChanges()).isEmpty();
    }

    @Test
    void whatTheFeedGivesIsNotComputed() {
        market.trade("f", "A-B", "110", event -> {
            event.open = "100";
            event.volume = "7";
        });

        assertThat(market.last().change()).isEqualTo("10");
        assertThat(market.last().volume()).isEqualTo("7");
        assertThat(market.quotes.computed("f")).isZero();
    }

    @Test
    void theDaysWindowIsBoundedWhateverIsTraded() {
        DayWindow window = new DayWindow();
        Random random = new Random(1);
        long micros = 0;
        for (int i = 0; i < 100_000; i++) {
            micros += random.nextInt(60_000_000);
            window.add(java.math.BigDecimal.ONE, java.math.BigDecimal.ONE, micros);
            assertThat(window.pieces()).isLessThanOrEqualTo(145);
        }
        assertThat(Long.parseLong(String.valueOf(window.volume()))).isBetween(2_700L, 3_100L);
    }

    @Test
    void theSkewOfTheClocksIsTheMedian() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            long skewMs = i % 10 == 0 ? 90_000 : 1_270 - random.nextInt(40);
            String time = Instant.ofEpochMilli(market.nowMs + skewMs).toString();
            market.trade("f", "A-B", "1", event -> event.time = time);
            market.pass(250);
        }

        assertThat(market.feed("f").skew().medianMicros().orElseThrow()).isBetween(1_230_000L, 1_270_000L);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1970-01-01T00:00:00Z, 0",
                "2021-04-17T16:43:30.244075Z, 1618677810244075",
                "2026-08-09T21:05:48.229198328Z, 1786309548229198",
                "2024-02-29T23:59:59.5Z, 1709251199500000",
                "1723161255342, 1723161255342000",
                "1617666461, 1617666461000000",
                "1617666461.465618, 1617666461465618",
                "1723161255342123, 1723161255342123",
                "1723161255342123456, -",
                "172316125534212345, 172316125534212",
                "-, -",
                "'', -",
                "yesterday, -",
                "2026-13-09T21:05:48Z, -",
                "2026-08-09 21:05:48.854840045 +0000 UTC, -",
                "2026-08-09T21:05:48, -",
                "2026-08-09T21:05:48.Z, -",
                "2026-08-09T2x:05:48Z, -",
                "-5, -",
            })
    void timesOfExchangesAreRead(String text, Long micros) {
        assertThat(ExchangeTime.micros(text)).isEqualTo(micros == null ? ExchangeTime.UNKNOWN : micros);
    }

    @Test
    void timesAreReadAsJavaReadsThem() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            long micros = random.nextLong(4_000_000_000_000_000L);
            String text = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000)
                    .toString();
            assertThat(ExchangeTime.micros(text)).as(text).isEqualTo(micros);
        }
    }

    @Test
    void aRepeatedEventChangesNothingWhateverItsKind() {
        MarketEvent event = new MarketEvent();
        event.tradeId = 5;
        Numbering numbering = new Numbering();
        assertThat(Arrays.asList(numbering.check(event, market), numbering.check(event, market)))
                .containsExactly(null, SkipReason.DUPLICATE);
    }
}
