package io.quotewire.feed.source.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.binance.BinanceRest;
import io.quotewire.feed.source.coinbase.CoinbaseRest;
import io.quotewire.testkit.ManualTime;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FallbackSourceTest {
    private static final long START_MS = 1_790_000_000_000L;

    private final ManualTime time = new ManualTime();
    private final CollectingSink sink = new CollectingSink();
    private final PlayedLine line = new PlayedLine();
    private PlayedStream stream;
    private final FallbackSource source = source(new BinanceRest(Map.of()));

    private FallbackSource source(RestProtocol protocol) {
        return new FallbackSource(
                new PollSettings("f", "http://x/", List.of("A-B", "C-D"), 3_000, 2_000),
                protocol,
                to -> {
                    stream = new PlayedStream(to);
                    return stream;
                },
                sink,
                new FallbackSource.Surroundings(
                        line, time, time::nowMicros, () -> START_MS + time.nowMs(), new Random(1)));
    }

    @Test
    void anOutageOfFiveMinutesIsBridgedAndTheStreamComesBackByItself() {
        connect();
        time.pass(60_000);
        stream.state.transitionTo(FeedState.RECONNECTING, "closed: without a close frame");

        for (int second = 1; second <= 300; second++) {
            time.pass(1_000);
            if (second % 20 == 0) {
                stream.state.transitionTo(FeedState.RECONNECTING, "connect: refused; attempt " + second);
            }
            if (second >= 5) {
                assertThat(source.state()).as("after %d s", second).isEqualTo(FeedState.POLLING);
            }
        }
        assertThat(sink.reason()).contains("over REST").contains("connect: refused");
        assertThat(line.asked).hasSizeBetween(145, 150);
        assertThat(sink.events()).hasSize(2 * line.asked.size());
        int events = sink.events().size();

        stream.state.transitionTo(FeedState.CONNECTED, "subscribed");
        stream.trade("A-B", "9");
        time.pass(600_000);

        assertThat(source.state()).isEqualTo(FeedState.CONNECTED);
        assertThat(sink.events()).as("nothing is polled any more").hasSize(events + 1);
        assertThat(source.held()).isZero();
        assertThat(sink.states())
                .startsWith(FeedState.CONNECTING, FeedState.CONNECTED, FeedState.RECONNECTING, FeedState.POLLING)
                .endsWith(FeedState.POLLING, FeedState.CONNECTED);
    }

    @Test
    void aShortBreakIsNotPolled() {
        connect();
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(2_900);
        stream.state.transitionTo(FeedState.CONNECTED, "subscribed");
        time.pass(60_000);

        assertThat(line.asked).isEmpty();
        assertThat(sink.states()).doesNotContain(FeedState.POLLING);
    }

    @Test
    void aStreamThatNeverCameIsPolledToo() {
        source.start();
        time.pass(3_000);

        assertThat(source.state()).isEqualTo(FeedState.POLLING);
        stream.state.transitionTo(FeedState.CONNECTING, "connect: refused");
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void aPauseThatTheExchangeWantsIsKeptAlsoOverAReturnOfTheStream() {
        connect();
        line.answers.add(new RestAnswer(429, "90", Buffer.buffer("slow down")));
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(3_000);
        assertThat(line.asked).hasSize(1);
        assertThat(source.state()).isEqualTo(FeedState.RECONNECTING);
        assertThat(sink.reason()).contains("rate_limit: HTTP status 429").contains("90000 ms");

        stream.state.transitionTo(FeedState.CONNECTED, "subscribed");
        time.pass(10_000);
        stream.state.transitionTo(FeedState.RECONNECTING, "closed again");
        time.pass(79_999);
        assertThat(line.asked).hasSize(1);
        assertThat(sink.reason()).contains("the exchange wants a pause");

        time.pass(1);
        assertThat(line.asked).hasSize(2);
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void whileItMayNotAskForLongItDoesNotSayThatItPolls() {
        connect();
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(5_000);
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
        line.answers.add(new RestAnswer(418, "120", Buffer.buffer()));
        time.pass(2_000);

        assertThat(source.state()).isEqualTo(FeedState.RECONNECTING);
        assertThat(sink.reason()).contains("closed; polling: rate_limit: HTTP status 418");
        time.pass(119_000);
        assertThat(source.state()).isEqualTo(FeedState.RECONNECTING);
        time.pass(1_000);
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void withoutRetryAfterItWaitsLongerAndLonger() {
        connect();
        for (int i = 0; i < 3; i++) {
            line.answers.add(new RestAnswer(429, null, Buffer.buffer()));
        }
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(3_000);
        time.pass(29_999);
        assertThat(line.asked).hasSize(1);
        time.pass(10_000);
        assertThat(line.asked).hasSize(2);
        time.pass(59_000);
        assertThat(line.asked).hasSize(2);
        time.pass(300_000);
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void oneLostAnswerIsBorneAndAnEndlessSilenceIsToldTruthfully() {
        connect();
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(5_000);
        line.answers.add(new RestAnswer(503, null, Buffer.buffer("<html>")));
        time.pass(2_000);
        assertThat(source.state()).isEqualTo(FeedState.POLLING);

        line.dead = true;
        time.pass(60_000);
        assertThat(source.state()).isEqualTo(FeedState.RECONNECTING);
        assertThat(sink.reason()).contains("polling: connect: no whole answer");

        line.dead = false;
        time.pass(60_000);
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void anAnswerThatComesWhenTheStreamIsBackIsNotTaken() {
        connect();
        line.holdBack = true;
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(3_000);
        assertThat(line.pending).hasSize(1);
        stream.state.transitionTo(FeedState.CONNECTED, "subscribed");
        line.pending.poll().complete(new RestAnswer(200, null, Buffer.buffer(PlayedLine.PRICES.formatted("1.5"))));

        assertThat(sink.events()).isEmpty();
        assertThat(source.state()).isEqualTo(FeedState.CONNECTED);
    }

    @Test
    void oneUnknownProductDoesNotSpoilTheOthers() {
        FallbackSource single = source(new CoinbaseRest(Map.of()));
        single.start();
        line.answers.add(new RestAnswer(404, null, Buffer.buffer("{\"message\":\"NotFound\"}")));
        line.answers.add(new RestAnswer(200, null, Buffer.buffer("{\"price\":\"7.10\",\"size\":\"1\"}")));
        time.pass(3_200);

        assertThat(line.asked).containsExactly("http://x/products/A-B/ticker", "http://x/products/C-D/ticker");
        assertThat(sink.events()).hasSize(1);
        assertThat(sink.onlyEvent().symbol()).isEqualTo("C-D");
        assertThat(single.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void oneUnknownProductAmongManyIsFoundLeftOutAndTriedAgainLater() {
        connect();
        line.unknown = "AB";
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(3_000 + 3 * 250);

        assertThat(line.asked).hasSize(3);
        assertThat(sink.events()).hasSize(1);
        assertThat(sink.onlyEvent().symbol()).isEqualTo("C-D");
        assertThat(source.state()).isEqualTo(FeedState.POLLING);

        time.pass(590_000);
        assertThat(line.asked.subList(3, line.asked.size())).isNotEmpty().allMatch(url -> !url.contains("AB"));
        line.unknown = "";
        int events = sink.events().size();
        time.pass(20_000);
        assertThat(sink.events().subList(events, sink.events().size()))
                .anyMatch(event -> event.symbol().equals("A-B"));
    }

    @Test
    void whereNothingIsAnsweredNobodyIsTakenForUnknown() {
        connect();
        line.unknown = "symbols";
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(60_000);
        int asked = line.asked.size();
        assertThat(asked).as("later and later").isLessThan(60);

        line.unknown = "";
        time.pass(60_000);
        assertThat(line.asked.get(asked)).contains("AB").contains("CD");
        assertThat(source.state()).isEqualTo(FeedState.POLLING);
    }

    @Test
    void aPauseThatABusyServerWantsIsKeptToo() {
        connect();
        line.answers.add(new RestAnswer(503, "90", Buffer.buffer("")));
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(3_000 + 89_000);
        assertThat(line.asked).hasSize(1);
        time.pass(1_000);
        assertThat(line.asked).hasSize(2);
    }

    @Test
    void aDefectInWhatTakesAPriceDoesNotEndPolling() {
        connect();
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(2_999);
        sink.failOnce(new IllegalStateException("a defect"));
        assertThatThrownBy(() -> time.pass(10)).hasMessage("a defect");
        time.pass(10_000);

        assertThat(source.state()).isEqualTo(FeedState.POLLING);
        assertThat(sink.events()).isNotEmpty();
    }

    @Test
    void stoppingLeavesNothing() {
        connect();
        stream.state.transitionTo(FeedState.RECONNECTING, "closed");
        time.pass(10_000);
        assertThat(source.stop().succeeded()).isTrue();
        int asked = line.asked.size();
        time.pass(60_000);

        assertThat(line.asked).hasSize(asked);
        assertThat(source.held()).isZero();
        assertThat(line.closed).isTrue();
        assertThat(source.state()).isEqualTo(FeedState.DISCONNECTED);
    }

    private void connect() {
        source.start();
        stream.state.transitionTo(FeedState.CONNECTED, "subscribed");
    }
}
