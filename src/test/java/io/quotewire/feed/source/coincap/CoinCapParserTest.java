package io.quotewire.feed.source.coincap;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoinCapParserTest {
    private final CollectingSink sink = new CollectingSink();

    @Test
    void everyAssetIsAnEventWithItsDigits() {
        parse("{\"bitcoin\":\"6929.8217756835584756\",\"ethereum\":\"404.970\",\"some-new-coin\":\"1\"}");

        assertThat(sink.prices()).containsExactly("6929.8217756835584756", "404.970", "1");
        assertThat(sink.events())
                .extracting(CollectingSink.Seen::symbol)
                .containsExactly("BTC-USD", "ETH-USD", "some-new-coin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | OTHER_KIND",
                "{\"bitcoin\":null} | OTHER_KIND",
                "{\"bitcoin\":{\"usd\":1}} | OTHER_KIND",
                "[] | MALFORMED",
                "{\"bitcoin\": | MALFORMED",
                "{\"bitcoin\":null}{} | MALFORMED",
            })
    void whatIsNoPriceIsCounted(String message, SkipReason reason) {
        parse(message);

        assertThat(sink.events()).isEmpty();
        assertThat(sink.skippedFor(reason)).isEqualTo(1);
    }

    @Test
    void anErrorIsTold() {
        parse("{\"error\":\"you have no credits\"}");

        assertThat(sink.notices()).containsExactly(ExchangeNotice.of(ExchangeNotice.Kind.ERROR, "you have no credits"));
    }

    @Test
    void theAddressCarriesTheSubscriptionAndAHeaderTheKey() {
        CoinCapProtocol protocol = new CoinCapProtocol(CoinCapSymbols.map(Map.of("NEW-USD", "new-coin")), "a-key");

        assertThat(protocol.address("wss://x/prices", List.of("BTC-USD", "NEW-USD"))
                        .url())
                .isEqualTo("wss://x/prices?assets=bitcoin,new-coin");
        assertThat(protocol.address("wss://x/prices", List.of("BTC-USD")).headers())
                .isEqualTo(Map.of("Authorization", "Bearer a-key"));
        assertThat(protocol.address("wss://x/prices?y=1", List.of("BTC-USD"))).hasToString("wss://x/prices");
    }

    private void parse(String message) {
        new CoinCapParser().parse(message.getBytes(StandardCharsets.UTF_8), sink);
    }
}
