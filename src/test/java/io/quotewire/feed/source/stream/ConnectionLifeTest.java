package io.quotewire.feed.source.stream;

import static io.quotewire.bus.FeedState.CONNECTED;
import static io.quotewire.bus.FeedState.CONNECTING;
import static io.quotewire.bus.FeedState.DISCONNECTED;
import static io.quotewire.bus.FeedState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.SkipReason;
import io.quotewire.testkit.exchange.BinanceDialect;
import io.quotewire.testkit.exchange.Caller;
import io.quotewire.testkit.exchange.KrakenDialect;
import io.quotewire.testkit.exchange.MemoryNet.Trouble;
import io.quotewire.testkit.exchange.Trade;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to one exchange in the life of a connection, by a clock that the test drives. */
class ConnectionLifeTest {
    private static final long HOUR_MS = 3_600_000;

    @Test
    void aDayPassesWithoutALostOrDoubledTradeThoughBinanceCutsEachConnection() {
        Scene scene = new Scene("binance");
        scene.begin();
        for (int hour = 0; hour < 50; hour++) {
            for (int n = 0; n < 20; n++) {
                scene.pass(HOUR_MS / 20 - 100);
                scene.flows(2);
            }
        }
        assertThat(scene.exchange.accepted()).as("two renewals").isEqualTo(3);
        assertThat(scene.tape.states()).as(scene::story).containsExactly(CONNECTING, CONNECTED, CONNECTED, CONNECTED);
        assertThat(scene.tape.reason()).isEqualTo("connection renewed: it has lived for 1410 minutes");
        scene.wasTrue();
        scene.end();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 500, 1_990, 2_005, 60_000})
    void aServerThatWillGoIsLeftBeforeItGoesAndNoTradeIsLostOrDoubled(long goesAfterMs) {
        Scene scene = new Scene("binance");
        scene.begin();

        scene.exchange.each(old -> {
            old.say(BinanceDialect.serverShutdown());
            scene.time.after(Math.max(4, goesAfterMs), () -> {
                if (scene.exchange.open() > 0) {
                    old.wire().cut();
                }
            });
        });
        for (int i = 0; i < 300; i++) {
            scene.trade();
            scene.pass(10);
        }
        scene.flows(5);
        scene.wasTrue();

        assertThat(scene.tape.trades).as(scene::story).hasSize(310);
        assertThat(scene.tape.states()).as(scene::story).doesNotContain(RECONNECTING);
        assertThat(scene.tape.reason()).startsWith("connection renewed: ");
        scene.end();
    }

    @Test
    void aSuccessorThatCannotConnectIsTriedAgainWhileTheOldOneDelivers() {
        Scene scene = new Scene("binance");
        scene.begin();
        scene.net.trouble(Trouble.NOBODY_LISTENS);
        scene.exchange.each(old -> old.say(BinanceDialect.serverShutdown()));
        scene.pass(5_000);
        scene.flows(5);
        scene.net.trouble(Trouble.NONE);
        scene.pass(10_000);
        scene.flows(5);

        assertThat(scene.exchange.accepted()).isEqualTo(2);
        assertThat(scene.tape.states()).as(scene::story).containsExactly(CONNECTING, CONNECTED, CONNECTED);
        scene.wasTrue();
        scene.end();
    }

    @Test
    void messagesToBinanceKeepItsLimitHoweverManySymbolsThereAre() {
        String[] symbols = new String[341];
        symbols[0] = Scene.SYMBOL;
        for (int i = 1; i < symbols.length; i++) {
            symbols[i] = "C" + i + "-USDT";
        }
        Scene scene = new Scene("binance", symbols);
        scene.begin();
        scene.pass(10_000);

        scene.exchange.each(caller -> assertThat(caller.streams()).hasSize(1_023));
        assertThat(scene.exchange.heard()).hasSize(11);
        assertThat(scene.exchange.cutForTooMuch()).isZero();
        scene.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase", "kraken", "binance"})
    void aLossIsRepairedByANewConnectionWithoutABreak(String exchange) {
        Scene scene = new Scene(exchange);
        scene.begin();
        scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
        for (int i = 0; i < 100; i++) {
            scene.flows(1);
        }

        assertThat(scene.exchange.accepted()).isEqualTo(2);
        assertThat(scene.tape.states()).as(scene::story).containsExactly(CONNECTING, CONNECTED, CONNECTED);
        assertThat(scene.tape.reason()).isEqualTo("connection renewed: trades of BTC-USD were lost");
        scene.wasTrue();
        scene.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase", "kraken", "binance"})
    void aConnectionThatLosesAgainAndAgainIsGivenUp(String exchange) {
        Scene scene = new Scene(exchange);
        scene.begin();
        scene.net.trouble(Trouble.NOBODY_LISTENS);
        for (int i = 0; i < StreamIntake.MAX_GAPS; i++) {
            scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
            scene.trade();
            scene.pass(10);
        }
        assertThat(scene.tape.states()).as(scene::story).contains(RECONNECTING);
        assertThat(scene.tape.changes)
                .anySatisfy(
                        change -> assertThat(change.reason()).startsWith("gap: 20 losses of messages within a minute"));
        scene.net.trouble(Trouble.NONE);
        scene.untilFlowing(scene.statedWaitMs() + Scene.MARGIN_MS);
        scene.end();
    }

    @Test
    void aTradeOfLongAgoIsLateAndNumbersFarBelowMeanThatCoinbaseNumbersAnew() {
        Scene scene = new Scene("coinbase");
        scene.begin();
        Trade far = new Trade(Scene.SYMBOL, Scene.SYMBOL, "77.01", "1", "buy", 5_000_000);
        Trade late = new Trade(Scene.SYMBOL, Scene.SYMBOL, "77.02", "1", "buy", 4_999_999);
        Trade anew = new Trade(Scene.SYMBOL, Scene.SYMBOL, "77.03", "1", "buy", 7);
        for (Trade trade : List.of(far, late, anew)) {
            scene.exchange.each(caller -> scene.exchange.tell(caller, trade));
            scene.pass(10);
        }
        assertThat(scene.tape.skippedFor(SkipReason.LATE)).isEqualTo(2);
        assertThat(scene.tape.trades).containsKeys("77.01", "77.03").doesNotContainKey("77.02");
        assertThat(scene.tape.restarts).isPositive();
        scene.end();
    }

    @Test
    void aSymbolThatKrakenRefusesIsNamedAndTheOthersFlow() {
        Scene scene = new Scene("kraken", "XBT-USD", Scene.SYMBOL);
        scene.begin();

        assertThat(scene.tape.reason()).isEqualTo("subscribed in part; refused: Currency pair not supported XBT/USD");
        assertThat(scene.tape.states()).containsOnly(CONNECTING, CONNECTED);
        scene.end();
    }

    @Test
    void whereEverySymbolIsRefusedThereIsNoConnection() {
        Scene scene = new Scene("kraken", "XBT-USD");
        scene.source.start();
        scene.until(CONNECTING, "subscribe: Currency pair not supported XBT/USD", 1_000);
        scene.end();
    }

    @Test
    void krakenIsAskedWhetherItIsThereButItsAnswerIsNoPrice() {
        Scene scene = new Scene("kraken");
        scene.begin();
        scene.exchange.each(caller -> caller.products().clear());
        scene.pass(9_000);

        assertThat(scene.exchange.heard()).contains("{\"method\":\"ping\",\"req_id\":1}");
        assertThat(scene.tape.states()).containsExactly(CONNECTING, CONNECTED);

        // It sends heartbeats when nothing else flows: without, something is wrong, whoever answers.
        scene.until(RECONNECTING, "stale: no message for 10000 ms", 4_000);
        scene.untilFlowing(scene.statedWaitMs() + Scene.MARGIN_MS);
        scene.end();
    }

    @Test
    void aSubscriptionThatIsNeverAnsweredIsNoConnectionWhateverElseIsSaid() {
        Scene scene = new Scene("kraken");
        scene.source.start();
        scene.pass(1);
        scene.exchange.each(Caller::fallSilent);
        for (int second = 0; second < 11; second++) {
            scene.exchange.each(caller -> caller.wire().text("{\"channel\":\"heartbeat\"}"));
            scene.pass(1_000);
        }
        scene.until(CONNECTING, "stale: nothing was subscribed for 10000 ms", 4_000);
        scene.untilFlowing(scene.statedWaitMs() + Scene.MARGIN_MS);
        scene.end();
    }

    @Test
    void aSuccessorThatSaysMuchAndGrantsNothingIsNotKept() {
        Scene scene = new Scene("kraken");
        scene.begin();
        List<Caller> callers = new ArrayList<>();
        scene.exchange.each(callers::add);
        scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
        scene.trade();
        while (scene.exchange.open() < 2) {
            scene.pass(1);
        }
        Caller[] next = new Caller[1];
        scene.exchange.each(caller -> next[0] = callers.contains(caller) ? next[0] : caller);
        Caller successor = next[0];
        successor.fallSilent();
        for (int i = 0; i < 20_100; i++) {
            successor.wire().text("{\"channel\":\"heartbeat\"}");
        }
        scene.pass(200);

        assertThat(scene.exchange.open()).as(scene::story).isEqualTo(1);
        scene.flows(100);
        assertThat(scene.tape.reason()).isEqualTo("connection renewed: trades of BTC-USD were lost");
        assertThat(scene.tape.states()).doesNotContain(RECONNECTING);
        scene.end();
    }

    @Test
    void aSuccessorWhoseServerWillGoTooIsReplacedInItsTurn() {
        Scene scene = new Scene("binance");
        scene.begin();
        scene.exchange.each(old -> old.say(BinanceDialect.serverShutdown()));
        scene.pass(500);
        assertThat(scene.exchange.open()).isEqualTo(2);
        scene.exchange.each(both -> both.say(BinanceDialect.serverShutdown()));
        scene.flows(100);

        assertThat(scene.exchange.accepted()).as(scene::story).isEqualTo(3);
        assertThat(scene.tape.states()).as(scene::story).doesNotContain(RECONNECTING);
        scene.wasTrue();
        scene.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aDateBeforeWhichNobodyMayComeIsKept(int status) {
        Scene scene = new Scene("coinbase");
        scene.begin();
        ZonedDateTime until = Instant.ofEpochMilli(scene.time.nowMs() + 50_000).atZone(ZoneOffset.UTC);
        scene.exchange.refuseHandshakes(status, DateTimeFormatter.RFC_1123_DATE_TIME.format(until));
        scene.exchange.each(caller -> caller.wire().cut());
        scene.until(RECONNECTING, status == 429 ? "rate_limit: " : "connect: ", 5_000);

        assertThat(scene.statedWaitMs()).as(scene::story).isBetween(46_000L, 50_000L);
        scene.exchange.refuseHandshakes(0, "");
        scene.untilFlowing(scene.statedWaitMs() + Scene.MARGIN_MS);
        scene.end();
    }

    @Test
    void tooManyMessagesAreAReasonThatIsRememberedWhenTheConnectionIsCut() {
        Scene scene = new Scene("kraken");
        scene.begin();
        scene.exchange.each(caller -> caller.say("{\"error\":\"Exceeded msg rate\"}"));
        scene.exchange.each(caller -> caller.wire().cut());
        scene.pass(10);

        assertThat(scene.source.state()).isEqualTo(RECONNECTING);
        assertThat(scene.tape.reason()).startsWith("rate_limit: closed: without a close frame");
        assertThat(scene.statedWaitMs()).isGreaterThanOrEqualTo(StreamFailure.RATE_LIMIT_WAIT_MS);
        scene.end();
    }

    @Test
    void aStatusWithANumberBeyondLongsIsHarmless() {
        Scene scene = new Scene("kraken");
        scene.begin();
        scene.exchange.each(caller -> caller.say(KrakenDialect.status("maintenance")));
        scene.flows(3);

        assertThat(scene.tape.skippedFor(SkipReason.MALFORMED)).isZero();
        scene.end();
    }

    @Test
    void theKeyOfCoinCapGoesInAHeaderAndIsNeverTold() {
        Scene scene = new Scene("coincap");
        scene.begin();

        assertThat(scene.tape.changes)
                .allSatisfy(change -> assertThat(change.reason()).doesNotContain("a-key"));
        assertThat(scene.tape.changes.get(0).reason()).isEqualTo("connecting to ws://exchange/stream");
        scene.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase", "kraken", "binance", "coincap"})
    void whatIsWantedChangesWhileItRuns(String exchange) {
        Scene scene = new Scene(exchange);
        scene.begin();
        scene.source.want(Set.of(Scene.SYMBOL, "ETH-USD"));
        scene.flows(100);
        assertThat(subscribed(scene)).hasSize(2);
        scene.flows(3);

        scene.source.want(Set.of(Scene.SYMBOL));
        scene.flows(100);
        assertThat(subscribed(scene)).hasSize(1);
        scene.flows(3);
        assertThat(scene.tape.states()).as(scene::story).doesNotContain(RECONNECTING);

        scene.source.want(Set.of());
        scene.pass(2_000);
        assertThat(scene.source.state()).isEqualTo(DISCONNECTED);
        assertThat(scene.source.held()).isZero();
        assertThat(scene.exchange.open()).isZero();

        scene.source.want(Set.of(Scene.SYMBOL));
        scene.pass(500);
        scene.flows(3);
        scene.wasTrue();
        scene.end();
    }

    private static Set<String> subscribed(Scene scene) {
        Caller[] only = new Caller[1];
        scene.exchange.each(caller -> only[0] = caller);
        assertThat(scene.exchange.open()).isEqualTo(1);
        return only[0].products();
    }
}
