package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.SymbolState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QuoteBookTest {
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private static final int GROUP = TickGroup.of("BTC-USD");
    private final List<Long> heard = new ArrayList<>();
    private final List<SymbolState> told = new ArrayList<>();
    private final QuoteBook book = new QuoteBook(
            new QuoteListener() {
                @Override
                public void onTick(QuoteTopic topic, Tick tick) {
                    heard.add(tick.seq());
                }

                @Override
                public void onStatus(QuoteTopic topic, SymbolStatus status) {
                    told.add(status.state());
                }
            },
            nowMs::get);

    @BeforeEach
    void listen() {
        group().open();
    }

    private MarketGroup group() {
        return book.groups().get(GROUP);
    }

    private void status(String publisher, FeedState state) {
        book.accept(new FeedStatus(publisher, "f", "sim", false, state, "", 1, List.of("BTC-USD")));
    }

    private void tick(String publisher, long sequence) {
        book.accept(batch(publisher, sequence));
    }

    /** The batch's number is also the tick's. */
    private static TickBatch batch(String publisher, long sequence) {
        return new TickBatch(publisher, 1, GROUP, sequence, List.of(tick(sequence)));
    }

    private static Tick tick(long sequence) {
        return new Tick("BTC-USD", sequence, "sim", 1, "1.0", null, null, null, null, null, null, null, null);
    }

    private static TickDigest digest(long number, long sequence) {
        return new TickDigest("p", 1, number, Map.of(GROUP, sequence), List.of(tick(sequence)));
    }

    private static QuoteSnapshot snapshot(long sequence) {
        return new QuoteSnapshot("p", 1, Map.of(GROUP, sequence), 0, List.of(tick(sequence)), List.of());
    }

    private static QuoteSnapshot fullSnapshot(long digest) {
        Map<Integer, Long> sequences =
                IntStream.range(0, TickGroup.COUNT).boxed().collect(Collectors.toMap(group -> group, group -> 0L));
        return new QuoteSnapshot("p", 1, sequences, digest, List.of(), List.of());
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

    private static Tick tick(long sequence, long tsMicros, String price) {
        return new Tick("BTC-USD", sequence, "sim", tsMicros, price, null, null, null, null, null, null, null, null);
    }

    /** Of another publisher's turn, whose batches have not been heard from the first. */
    private static QuoteSnapshot after(long epoch, Tick known) {
        return new QuoteSnapshot("p", epoch, Map.of(GROUP, 3L), 0, List.of(known), List.of());
    }

    @Test
    void whatASuccessorKnowsFromBeforeIsNotShownAfterWhatIsNewer() {
        book.accept(new TickBatch("p", 1, GROUP, 1, List.of(tick(8, 2_000, "101"))));
        book.accept(after(2, tick(7, 1_000, "100")));
        book.accept(after(2, tick(8, 2_000, "101")));
        assertThat(heard).containsExactly(8L);
        assertThat(book.topic("BTC-USD").newest().price()).isEqualTo("101");

        book.accept(after(2, tick(9, 2_001, "102")));
        assertThat(heard).containsExactly(8L, 9L);
    }

    @Test
    void whereNothingIsKnownWhatASuccessorKnowsFromBeforeIsTaken() {
        book.accept(after(2, tick(7, 1_000, "100")));

        assertThat(heard).containsExactly(7L);
    }

    @Test
    void thatASymbolIsLiveIsNoNewsToThoseWhoWereToldNothing() {
        group().want(1);
        tick("p", 1);
        assertThat(afterSeconds(1)).as("a guess").isEqualTo("stale");
        status("p", FeedState.CONNECTED);
        assertThat(afterSeconds(1)).isEqualTo("live");
        assertThat(told).isEmpty();
        status("p", FeedState.POLLING);
        assertThat(told).containsExactly(SymbolState.FALLBACK);
    }

    @Test
    void thatASymbolIsNotLiveIsNewsToThoseWhoWereToldNothing() {
        group().want(1);
        tick("p", 1);
        assertThat(afterSeconds(1)).as("a guess").isEqualTo("stale");
        status("p", FeedState.RECONNECTING);
        assertThat(told).containsExactly(SymbolState.STALE);
        status("p", FeedState.CONNECTED);
        assertThat(told).containsExactly(SymbolState.STALE, SymbolState.LIVE);
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

    @Test
    void aDigestIsTakenForWhatIsNotHeardAndForNothingElse() {
        book.accept(digest(1, 4));
        assertThat(heard).as("nothing was heard before").containsExactly(4L);
        book.accept(snapshot(5));
        book.accept(batch("p", 6));
        assertThat(book.hears(group())).isTrue();
        book.accept(digest(2, 8));
        assertThat(heard).as("the batches will come").containsExactly(4L, 5L, 6L);
        book.accept(batch("p", 7));
        book.accept(batch("p", 8));
        assertThat(heard).containsExactly(4L, 5L, 6L, 7L, 8L);

        group().goLive();
        group().close();
        book.accept(digest(3, 12));
        book.accept(digest(4, 12));
        assertThat(heard).endsWith(8L, 12L);
        assertThat(book.lostBatches()).isZero();
    }

    @Test
    void whatIsListenedToAnewBeginsWithoutLosses() {
        tick("p", 1);
        tick("p", 2);
        group().goLive();
        group().close();
        assertThat(book.accept(batch("p", 3)))
                .as("what comes after the end is nothing")
                .isTrue();
        group().open();
        assertThat(book.accept(batch("p", 7))).isFalse();
        book.accept(snapshot(6));
        assertThat(book.accept(batch("p", 8))).isTrue();
        assertThat(book.lostBatches()).isZero();
        assertThat(heard).doesNotContain(3L);
    }

    @Test
    void batchesAreCountedByPublisherAndGroup() {
        tick("p", 1);
        assertThat(book.accept(batch("q", 1))).isTrue();
        assertThat(book.accept(batch("p", 3))).isFalse();
        assertThat(book.lostBatches()).isEqualTo(1);
        assertThat(book.accept(batch("q", 2))).isTrue();
        assertThat(book.accept(batch("p", 4))).as("a snapshot is still needed").isFalse();
    }

    @Test
    void aGroupIsHeardWhenEverybodyWhoIsThereIs() {
        status("p", FeedState.CONNECTED);
        status("q", FeedState.DISCONNECTED);
        assertThat(book.hears(group())).isFalse();
        assertThat(book.hears(book.groups().get((GROUP + 1) % TickGroup.COUNT)))
                .as("nobody has symbols there")
                .isTrue();
        tick("p", 1);
        assertThat(book.hears(group())).isFalse();
        nowMs.addAndGet(10_000);
        tick("p", 2);
        nowMs.addAndGet(10_000);
        assertThat(book.hears(group())).as("q is gone").isTrue();
    }

    @Test
    void aMissedDigestIsMissedUntilASnapshotOfEverythingComes() {
        book.accept(digest(1, 1));
        assertThat(book.hasEveryDigest()).isTrue();
        book.accept(digest(3, 2));
        book.accept(digest(4, 3));
        assertThat(book.hasEveryDigest()).isFalse();
        book.accept(snapshot(3));
        assertThat(book.hasEveryDigest()).isFalse();
        book.accept(fullSnapshot(4));
        assertThat(book.hasEveryDigest()).isTrue();
        book.accept(digest(5, 4));
        assertThat(book.hasEveryDigest()).isTrue();
    }

    @Test
    void nobodyIsAskedForTheDigestsOfTheDead() {
        book.accept(digest(3, 2));
        assertThat(book.hasEveryDigest()).isFalse();
        nowMs.addAndGet(16_000);
        assertThat(book.hasEveryDigest()).isTrue();
    }

    private static TickBatch batch(long epoch, long sequence, Tick tick) {
        return new TickBatch("p", epoch, GROUP, sequence, List.of(tick));
    }

    private static Tick trade(long sequence, String price, String time) {
        return new Tick("BTC-USD", sequence, "sim", sequence, price, null, null, null, null, null, null, null, time);
    }

    @Test
    void whoWasReplacedIsNotHeardAnyMore() {
        book.accept(batch(1, 1, trade(1, "1", "t1")));
        book.accept(batch(2, 1, trade(1, "2", "t2")));
        assertThat(book.accept(batch(1, 2, trade(2, "1.5", "t3"))))
                .as("nothing is missing")
                .isTrue();
        book.accept(new TickDigest("p", 1, 1, Map.of(GROUP, 3L), List.of(trade(3, "1.6", "t4"))));
        book.accept(new QuoteSnapshot(
                "p",
                1,
                Map.of(GROUP, 4L),
                0,
                List.of(trade(4, "1.7", "t5")),
                List.of(new FeedStatus("p", "f", "sim", false, FeedState.FAILED, "", 1, List.of("X-Y")))));

        assertThat(heard).containsExactly(1L, 1L);
        assertThat(book.topic("BTC-USD").newest().price()).isEqualTo("2");
        assertThat(book.feeds()).isEmpty();
        assertThat(book.fenced()).isEqualTo(3);
        assertThat(book.hears(group())).isTrue();
        book.accept(batch(2, 2, trade(2, "3", "t6")));
        assertThat(book.topic("BTC-USD").newest().price()).isEqualTo("3");
        assertThat(book.lostBatches()).isZero();
    }

    @Test
    void whatWasLastAndIsToldAgainUnderANewEpochIsNoNews() {
        book.accept(batch(1, 1, trade(7, "1", "t1")));
        String epoch = book.topic("BTC-USD").epochText();
        book.accept(batch(2, 1, trade(1, "1", "t1")));
        assertThat(heard).containsExactly(7L);
        assertThat(book.topic("BTC-USD").epochText()).isNotEqualTo(epoch);
        book.accept(batch(2, 2, trade(2, "1", "t2")));
        assertThat(heard).as("another trade at the same price").containsExactly(7L, 2L);
    }

    @Test
    void anotherPublisherHasEpochsOfItsOwn() {
        book.accept(batch(5, 1, trade(1, "1", "t1")));
        book.accept(new TickBatch("q", 1, GROUP, 1, List.of(trade(1, "2", "t2"))));

        assertThat(heard).containsExactly(1L, 1L);
        assertThat(book.fenced()).isZero();
    }
}
