package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class QuoteBookTest {
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final QuoteBook book = new QuoteBook((topic, tick) -> {}, nowMs::get);

    private void status(String publisher, FeedState state) {
        book.accept(new FeedStatus(publisher, "f", "sim", false, state, "", 1, List.of("BTC-USD")));
    }

    private void tick(String publisher, long sequence) {
        Tick tick = new Tick("BTC-USD", sequence, "sim", 1, "1.0", null, null, null, null, null, null, null, null);
        book.accept(new TickBatch(publisher, 1, sequence, List.of(tick)));
    }

    private String afterSeconds(long seconds) {
        nowMs.addAndGet(seconds * 1_000);
        book.checkSilence(7);
        return book.status(book.topic("BTC-USD"));
    }

    @Test
    void pricesOfAFeedThatHasFallenSilentAreStaleUntilItIsHeardAgain() {
        status("p", FeedState.CONNECTED);
        tick("p", 1);
        assertThat(afterSeconds(14)).isEqualTo("live");
        tick("p", 2);
        assertThat(afterSeconds(14)).isEqualTo("live");
        status("p", FeedState.CONNECTED);
        assertThat(afterSeconds(15)).isEqualTo("live");
        assertThat(afterSeconds(1)).isEqualTo("stale");
        assertThat(book.hasLiveFeed()).isFalse();
        assertThat(book.feeds()).singleElement().satisfies(feed -> {
            assertThat(feed.state()).isEqualTo(FeedState.DISCONNECTED);
            assertThat(feed.sinceMs()).isEqualTo(7);
        });
        status("p", FeedState.CONNECTED);
        assertThat(afterSeconds(0)).isEqualTo("live");
    }

    @Test
    void whoComesAfterADeadOneIsBelieved() {
        status("dead", FeedState.CONNECTED);
        tick("dead", 1);
        assertThat(afterSeconds(16)).isEqualTo("stale");
        book.accept(new FeedStatus("new", "f", "sim", false, FeedState.CONNECTED, "", 5, List.of("BTC-USD")));
        assertThat(afterSeconds(0)).isEqualTo("live");
    }

    @Test
    void theDeadAreForgottenAndTheirPricesAreNot() {
        status("p", FeedState.CONNECTED);
        tick("p", 1);
        assertThat(afterSeconds(601)).isEqualTo("stale");
        assertThat(book.feeds()).isEmpty();
        assertThat(book.topic("BTC-USD").newest()).isNotNull();
    }
}
