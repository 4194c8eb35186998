package io.quotewire.feed.source.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.binance.BinanceRest;
import io.quotewire.feed.source.coinbase.CoinbaseRest;
import io.quotewire.testkit.ManualTime;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A feed that follows demand while its stream is down: what is polled is what somebody wants. */
final class PolledDemandTest {
    private static final long AFTER_MS = 3_000;
    private static final long INTERVAL_MS = 2_000;
    private static final String ONE = "http://x/api/v3/ticker/price?symbols=[\"%s\"]";

    private final ManualTime time = new ManualTime();
    private final CollectingSink sink = new CollectingSink();
    private final PlayedLine line = new PlayedLine();
    private PlayedStream stream;

    private FallbackSource source(RestProtocol protocol, String... symbols) {
        return new FallbackSource(
                new PollSettings("f", "http://x", List.of(symbols), AFTER_MS, INTERVAL_MS),
                protocol,
                to -> {
                    stream = new PlayedStream(to);
                    return stream;
                },
                sink,
                new FallbackSource.Surroundings(line, time, time::nowMicros, time::nowMs, new Random(1)));
    }

    /** One whose stream was there and is down, just before it is polled for the first time. */
    private FallbackSource down(RestProtocol protocol, Set<String> wanted, String... symbols) {
        FallbackSource source = source(protocol, symbols);
        source.want(wanted);
        source.start();
        stream.state.transitionTo(FeedState.CONNECTED, "subscribed");
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(AFTER_MS - 1);
        assertThat(line.asked).isEmpty();
        return source;
    }

    private List<String> asked() {
        return line.asked.stream()
                .map(url -> URLDecoder.decode(url, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotPolledAnyMoreAndWhatIsNewIs() {
        FallbackSource source = down(new BinanceRest(Map.of()), Set.of("A-B", "C-D"), "A-B", "C-D", "E-F");
        time.pass(1);
        source.want(Set.of("C-D"));
        time.pass(INTERVAL_MS);
        source.want(Set.of("E-F"));
        time.pass(INTERVAL_MS);

        assertThat(asked()).containsExactly(ONE.formatted("AB\",\"CD"), ONE.formatted("CD"), ONE.formatted("EF"));
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void aRoundThatHasBegunGoesOnWithWhatIsStillWanted() {
        line.answers.add(price());
        line.answers.add(price());
        FallbackSource source =
                down(new CoinbaseRest(Map.of()), Set.of("A-B", "C-D", "E-F"), "A-B", "C-D", "E-F", "G-H");
        time.pass(1);
        source.want(Set.of("A-B", "E-F", "G-H"));
        time.pass(INTERVAL_MS - 1);

        assertThat(asked()).containsExactly("http://x/products/A-B/ticker", "http://x/products/E-F/ticker");
    }

    @Test
    void aRequestForManyIsMadeForThoseThatAreStillWanted() {
        String[] symbols =
                IntStream.range(100, 250).mapToObj(i -> "S" + i + "-USD").toArray(String[]::new);
        FallbackSource source = down(new BinanceRest(Map.of()), Set.of(symbols), symbols);
        time.pass(1);
        source.want(Set.of("S100-USD", "S249-USD"));
        time.pass(INTERVAL_MS - 1);

        assertThat(asked()).hasSize(2).last().isEqualTo(ONE.formatted("S249USD"));
    }

    @Test
    void withoutAnyWishNothingIsPolledAndNothingIsHeld() {
        FallbackSource source = down(new BinanceRest(Map.of()), Set.of("A-B"), "A-B", "C-D");
        time.pass(INTERVAL_MS);
        int before = line.asked.size();
        source.want(Set.of());
        time.pass(600_000);

        assertThat(line.asked).hasSize(before);
        assertThat(source.state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(sink.reason()).isEqualTo("no symbol is wanted");
        assertThat(source.held()).isZero();
        source.want(Set.of("C-D"));
        time.pass(AFTER_MS);
        assertThat(asked()).last().isEqualTo(ONE.formatted("CD"));
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void anAnswerToWhatNobodyWantsAnyMoreIsNotTaken() {
        line.holdBack = true;
        FallbackSource source = down(new BinanceRest(Map.of()), Set.of("A-B"), "A-B", "C-D");
        time.pass(1);
        assertThat(line.pending).hasSize(1);
        source.want(Set.of());
        line.pending.element().complete(new RestAnswer(200, null, Buffer.buffer(PlayedLine.PRICES.formatted("1.5"))));

        assertThat(sink.events()).isEmpty();
        assertThat(source.state()).isEqualTo(FeedState.DISCONNECTED);
    }

    @Test
    void beforeTheFirstWishItNeitherConnectsNorPolls() {
        FallbackSource source = source(new BinanceRest(Map.of()), "A-B");
        source.want(Set.of());
        source.start();
        time.pass(600_000);

        assertThat(line.asked).isEmpty();
        assertThat(sink.changes()).isEmpty();
        assertThat(source.held()).isZero();
    }

    private static RestAnswer price() {
        return new RestAnswer(200, null, Buffer.buffer("{\"price\":\"7.10\",\"size\":\"1\"}"));
    }
}
