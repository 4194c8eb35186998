package io.quotewire.feed.source.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.binance.BinanceRest;
import io.quotewire.feed.source.coinbase.CoinbaseRest;
import io.quotewire.feed.source.coincap.CoinCapRest;
import io.quotewire.feed.source.kraken.KrakenRest;
import io.quotewire.testkit.ManualTime;
import io.quotewire.testkit.exchange.BinanceDialect;
import io.quotewire.testkit.exchange.CoinCapDialect;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.Dialect;
import io.quotewire.testkit.exchange.EmulatedExchange;
import io.quotewire.testkit.exchange.KrakenDialect;
import io.quotewire.testkit.exchange.RestReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of an exchange over REST is what its emulator answers, and the answer is understood. */
class EmulatedRestTest {
    static Stream<Arguments> exchanges() {
        return Stream.of(
                Arguments.of(new CoinbaseDialect(), new CoinbaseRest(Map.of())),
                Arguments.of(new KrakenDialect(), new KrakenRest(Map.of())),
                Arguments.of(new BinanceDialect(), new BinanceRest(Map.of())),
                Arguments.of(
                        new CoinCapDialect(true),
                        new CoinCapRest(Map.of("BTC-USD", "bitcoin", "ETH-USD", "ethereum"), "a-key")));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void theNewestPricesAreGivenDigitForDigit(Dialect dialect, RestProtocol protocol) {
        EmulatedExchange exchange = new EmulatedExchange(dialect, new ManualTime(), 1_000, 0);
        List<String> symbols = List.of("BTC-USD", "ETH-USD");
        exchange.trade("BTC-USD", "65086.180", "buy");
        exchange.trade("ETH-USD", "2683.80", "sell");
        CollectingSink sink = new CollectingSink();

        for (RestRequest request : protocol.requests(symbols)) {
            RestReply reply = exchange.rest(request.path());
            assertThat(reply.status()).as(request.path()).isEqualTo(200);
            protocol.parse(request, reply.body().getBytes(StandardCharsets.UTF_8), sink);
        }

        assertThat(sink.events())
                .extracting(CollectingSink.Seen::symbol, CollectingSink.Seen::price)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("BTC-USD", "65086.180"),
                        org.assertj.core.groups.Tuple.tuple("ETH-USD", "2683.80"));
    }
}
