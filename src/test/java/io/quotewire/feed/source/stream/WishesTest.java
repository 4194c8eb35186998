package io.quotewire.feed.source.stream;

import static io.quotewire.bus.FeedState.CONNECTED;
import static io.quotewire.bus.FeedState.CONNECTING;
import static io.quotewire.bus.FeedState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.SkipReason;
import io.quotewire.testkit.exchange.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wanted changes at every moment of a connection's life, by a clock that the test drives. */
class WishesTest {
    private static final String OTHER = "ETH-USD";
    private static final Set<String> BOTH = Set.of(Scene.SYMBOL, OTHER);
    private static final long HOUR_MS = 3_600_000;

    @ParameterizedTest
    @ValueSource(strings = {"coinbase", "kraken", "binance", "coincap"})
    void whatChangesWhileAConnectionIsBeingOpenedIsAskedForOnItAndOpensNoCircuit(String exchange) {
        Scene scene = new Scene(exchange);
        scene.source.start();
        for (int i = 0; i < 10; i++) {
            scene.source.want(i % 2 == 0 ? Set.of(OTHER) : BOTH);
        }
        scene.pass(500);
        scene.flows(100);

        assertThat(scene.tape.changes)
                .as("no failure")
                .noneSatisfy(change -> assertThat(change.reason()).contains("next attempt"));
        assertThat(only(scene).products()).as(scene::story).hasSize(2);
        assertThat(scene.exchange.handshakes()).isLessThanOrEqualTo(exchange.equals("coincap") ? 2 : 1);
        scene.wasTrue();
        scene.end();
    }

    @Test
    void whatNobodyWantsAnyMoreBeforeItIsConnectedOpensNoCircuit() {
        Scene scene = new Scene("coinbase");
        scene.source.start();
        for (int i = 0; i < 10; i++) {
            scene.source.want(Set.of());
            scene.source.want(BOTH);
        }
        scene.pass(500);

        assertThat(scene.source.state()).as(scene::story).isEqualTo(CONNECTED);
        scene.end();
    }

    @Test
    void aWishDoesNotKeepBinancesConnectionFromBeingRenewedBeforeItIsCut() {
        Scene scene = new Scene("binance");
        scene.begin();
        scene.source.want(BOTH);
        for (int hour = 0; hour < 25; hour++) {
            scene.pass(HOUR_MS - 5_000);
            scene.flows(100);
        }

        assertThat(scene.exchange.accepted()).as(scene::story).isEqualTo(2);
        assertThat(scene.tape.states()).as(scene::story).doesNotContain(RECONNECTING);
        assertThat(only(scene).products()).hasSize(2);
        scene.wasTrue();
        scene.end();
    }

    @Test
    void aWishDuringARenewalIsGrantedByBothConnections() {
        Scene scene = new Scene("binance");
        scene.begin();
        scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
        scene.flows(1);
        scene.pass(500);
        assertThat(scene.exchange.open()).isEqualTo(2);
        scene.source.want(BOTH);
        scene.pass(500);
        scene.exchange.each(caller -> assertThat(caller.products()).hasSize(2));
        scene.pass(5_000);

        assertThat(only(scene).products()).hasSize(2);
        assertThat(scene.tape.reason()).isEqualTo("connection renewed: trades of BTC-USD were lost");
        scene.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase", "kraken", "binance"})
    void whatWasTradedWhileNobodyWantedItIsNoLoss(String exchange) {
        Scene scene = new Scene(exchange);
        scene.begin();
        scene.source.want(Set.of(OTHER));
        scene.pass(5_000);
        for (int i = 0; i < 30; i++) {
            scene.exchange.trade(Scene.SYMBOL, scene.nextPrice(), "buy");
            scene.pass(50);
        }
        scene.source.want(BOTH);
        scene.pass(1_000);
        scene.flows(5);
        scene.pass(5_000);

        assertThat(scene.exchange.accepted()).as(scene::story).isEqualTo(1);
        scene.wasTrue();
        scene.end();
    }

    @Test
    void theFirstPriceOfANewWishIsNotTakenForOneThatWasThere() {
        Scene scene = new Scene("coincap");
        scene.begin();
        scene.source.want(BOTH);
        scene.pass(100);
        scene.exchange.trade(OTHER, "7.77", "buy");
        scene.trade();
        scene.pass(5_000);

        assertThat(scene.tape.trades).as(scene::story).containsEntry("7.77", 1);
        scene.wasTrue();
        scene.end();
    }

    @Test
    void whatOnlyTheSuccessorHasHeardIsPassedOnAlsoWithoutNumbers() {
        Scene scene = new Scene("coincap");
        scene.begin();
        scene.source.want(BOTH);
        scene.pass(100);
        List<Caller> callers = new ArrayList<>();
        scene.exchange.each(callers::add);
        callers.stream()
                .filter(caller -> caller.products().size() == 1)
                .forEach(old -> old.wire().freeze());
        String known = scene.nextPrice();
        scene.exchange.trade(Scene.SYMBOL, known, "buy");
        scene.pass(1_500);
        String last = scene.nextPrice();
        scene.exchange.trade(Scene.SYMBOL, last, "buy");
        scene.pass(2_000);

        assertThat(scene.tape.trades).as(scene::story).containsEntry(last, 1);
        scene.end();
    }

    @Test
    void whatCoinbaseDoesNotKnowIsNamedAlsoWhenItIsWantedLater() {
        Scene scene = new Scene("coinbase");
        scene.begin();
        scene.exchange.refuseProducts("XYZ-USD");
        scene.source.want(Set.of(Scene.SYMBOL, "XYZ-USD"));
        scene.pass(500);

        assertThat(scene.tape.reason())
                .isEqualTo("subscribed in part; refused: Failed to subscribe: XYZ-USD is not a valid product");
        assertThat(scene.tape.skippedFor(SkipReason.EXCHANGE_ERROR)).isEqualTo(1);
        assertThat(scene.tape.states()).containsExactly(CONNECTING, CONNECTED, CONNECTED);
        scene.flows(3);
        scene.end();
    }

    private static Caller only(Scene scene) {
        List<Caller> callers = new ArrayList<>();
        scene.exchange.each(callers::add);
        assertThat(callers).as(scene::story).hasSize(1);
        return callers.get(0);
    }
}
