package io.quotewire.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.Unrecovered;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises of channels. */
public abstract class ChannelStoreContract {
    protected static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
    protected static final int KEPT = 10;
    protected static final ChannelTerms TERMS = new ChannelTerms(KEPT, Duration.ofHours(24));
    protected static final HistoryLimits LIMITS =
            new HistoryLimits(10, Duration.ofDays(7), new ChannelRules(Map.of("trades", TERMS, "system", TERMS)));
    private static final long ALL = 1_000;

    protected final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    protected NotificationStore store;

    /** Opens an empty store; called on the context that will use it. */
    protected abstract Future<NotificationStore> open(HistoryLimits limits);

    @BeforeEach
    void openStore() {
        store = call(() -> open(LIMITS));
    }

    @AfterEach
    void closeAll() {
        call(() -> store.close());
        vertx.close().await();
    }

    /** Calls the store on the context that it is confined to. */
    protected <T> T call(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                go -> Future.succeededFuture().compose(now -> task.get()).onComplete(promise));
        return promise.future().await();
    }

    protected static ChannelPublication publication(String channel, int n, @Nullable String key) {
        return new ChannelPublication(channel, "trade:executed", new JsonObject().put("n", n), key, null);
    }

    protected Numbered append(String channel, int n) {
        return append(publication(channel, n, null), NOON);
    }

    protected Numbered append(ChannelPublication publication, Instant now) {
        return call(() -> store.channels().append(publication, now));
    }

    protected void append(String channel, int from, int to) {
        LongStream.rangeClosed(from, to).forEach(n -> append(channel, (int) n));
    }

    protected ChannelHistory after(String channel, @Nullable String epoch, long seq) {
        return history(ChannelQuery.after(channel, epoch, seq, ALL), NOON);
    }

    protected ChannelHistory history(ChannelQuery query, Instant now) {
        return call(() -> store.channels().history(query, now));
    }

    protected ChannelHead head(String channel) {
        ChannelHeads heads = call(() -> store.channels().heads(new ChannelHeadsQuery(List.of(channel))));
        return heads.of(channel);
    }

    protected static List<Long> seqs(ChannelHistory history) {
        return history.messages().stream().map(ChannelMessage::seq).toList();
    }

    protected static List<Integer> numbers(ChannelHistory history) {
        return history.messages().stream()
                .map(message -> message.data().getInteger("n"))
                .toList();
    }

    @Test
    void whatWasAppendedIsGivenOutAsItWas() {
        JsonObject data = new JsonObject().put("text", "50% off, 100%25 \uD83D\uDE80 \u0000 end");
        ChannelExclusion exclude = new ChannelExclusion(null, "bob");
        ChannelPublication publication = new ChannelPublication("trades:ann", "trade:failed", data, "k", exclude);

        Numbered numbered = append(publication, NOON);

        assertThat(numbered.seq()).isEqualTo(1);
        ChannelHistory history = after("trades:ann", null, 0);
        assertThat(history.messages())
                .containsExactly(
                        new ChannelMessage("trades:ann", numbered.epoch(), 1, "trade:failed", data, true, exclude));
        assertThat(history.at()).isEqualTo(new ChannelHead(numbered.epoch(), 1, true));
        assertThat(history.recovered()).isTrue();
        assertThat(history.reason()).isNull();
    }

    @Test
    void seqRisesByOneInEachChannelByItselfWhetherKeptOrNot() {
        for (String channel : List.of("trades:ann", "trades:bob", "system", "watchlist:BTC-USD")) {
            append(channel, 1, 3);
        }
        for (String channel : List.of("trades:ann", "trades:bob", "system", "watchlist:BTC-USD")) {
            assertThat(append(channel, 4).seq()).isEqualTo(4);
            assertThat(head(channel).seq()).isEqualTo(4);
            assertThat(head(channel).kept()).isEqualTo(!channel.startsWith("watchlist"));
        }
        assertThat(seqs(after("trades:ann", null, 0))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void callsThatDoNotWaitForEachOtherKeepTheirOrder() {
        List<Long> completed = new ArrayList<>();
        call(() -> {
            List<Future<Numbered>> all = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                String channel = i % 2 == 0 ? "trades:ann" : "trades:bob";
                Future<Numbered> appended = store.channels().append(publication(channel, i, null), NOON);
                all.add(appended);
                if (i % 2 == 0) {
                    appended.onSuccess(done -> completed.add(done.seq()));
                }
            }
            return Future.all(all);
        });

        assertThat(completed).isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(numbers(after("trades:ann", null, 0))).containsExactly(82, 84, 86, 88, 90, 92, 94, 96, 98, 100);
    }

    @Test
    void historyIsWhatComesAfterThePosition() {
        append("trades:ann", 1, 5);
        String epoch = head("trades:ann").epoch();

        assertThat(seqs(after("trades:ann", epoch, 3))).containsExactly(4L, 5L);
        assertThat(after("trades:ann", epoch, 3).recovered()).isTrue();
        assertThat(seqs(after("trades:ann", epoch, 5))).isEmpty();
        assertThat(after("trades:ann", epoch, 5).recovered()).isTrue();
    }

    @Test
    void aPositionThatIsNoneOfOursGetsEverythingAndIsToldWhy() {
        append("trades:ann", 1, 3);
        String epoch = head("trades:ann").epoch();

        assertThat(after("trades:ann", "other", 2).reason()).isEqualTo(Unrecovered.EPOCH);
        assertThat(after("trades:ann", epoch, 99).reason()).isEqualTo(Unrecovered.AHEAD);
        assertThat(after("trades:nobody", "other", 2).reason()).isEqualTo(Unrecovered.EPOCH);
        for (ChannelHistory history : List.of(after("trades:ann", "other", 2), after("trades:ann", epoch, 99))) {
            assertThat(seqs(history)).containsExactly(1L, 2L, 3L);
            assertThat(history.recovered()).isFalse();
            assertThat(history.seq()).isEqualTo(3);
        }
    }

    @Test
    void theNewestAreKeptUpToTheLimitAndNumberingGoesOn() {
        append("trades:ann", 1, KEPT + 5);

        ChannelHistory history = after("trades:ann", null, 0);
        assertThat(seqs(history)).hasSize(KEPT).startsWith(6L).endsWith(15L);
        assertThat(history.reason()).isEqualTo(Unrecovered.EXPIRED);
        assertThat(after("trades:ann", null, 5).recovered()).isTrue();
        assertThat(after("trades:ann", null, 4).recovered()).isFalse();
    }

    @Test
    void withoutAPositionTheNewestAreGiven() {
        append("trades:ann", 1, 5);

        ChannelHistory some = history(ChannelQuery.newest("trades:ann", 2), NOON);
        ChannelHistory all = history(ChannelQuery.newest("trades:ann", 5), NOON);

        assertThat(seqs(some)).containsExactly(4L, 5L);
        assertThat(some.recovered()).isFalse();
        assertThat(some.reason()).isNull();
        assertThat(seqs(all)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(all.recovered()).isTrue();
        assertThat(history(ChannelQuery.newest("trades:nobody", 5), NOON).messages())
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        append("trades:ann", 1, 7);

        ChannelHistory first = history(ChannelQuery.after("trades:ann", null, 0, 3), NOON);
        ChannelHistory third =
                history(ChannelQuery.after("trades:ann", first.at().epoch(), 6, 3), NOON);

        assertThat(seqs(first)).containsExactly(1L, 2L, 3L);
        assertThat(List.of(first.seq(), first.at().seq())).containsExactly(3L, 7L);
        assertThat(first.recovered()).isTrue();
        assertThat(seqs(third)).containsExactly(7L);
        assertThat(List.of(third.seq(), third.at().seq())).containsExactly(7L, 7L);
    }

    @Test
    void anAnswerEndsBeforeItGetsLong() {
        JsonObject data = new JsonObject().put("text", "x".repeat(ChannelPage.MAX_CHARACTERS / 4));
        for (int i = 0; i < 6; i++) {
            append(new ChannelPublication("trades:ann", "t", data, null, null), NOON);
        }

        ChannelHistory page = after("trades:ann", null, 0);

        assertThat(seqs(page)).containsExactly(1L, 2L, 3L);
        assertThat(page.seq()).isEqualTo(3);
        assertThat(seqs(after("trades:ann", null, 3))).containsExactly(4L, 5L, 6L);
        assertThat(seqs(history(ChannelQuery.newest("trades:ann", ALL), NOON))).containsExactly(4L, 5L, 6L);
    }

    @Test
    void whatIsTooOldIsNotGivenOutAndNumberingGoesOn() {
        append("trades:ann", 1, 3);
        Instant later = NOON.plus(TERMS.maxAge()).plusMillis(1);

        ChannelHistory history = history(ChannelQuery.after("trades:ann", null, 0, ALL), later);
        assertThat(history.messages()).isEmpty();
        assertThat(history.reason()).isEqualTo(Unrecovered.EXPIRED);
        assertThat(history(ChannelQuery.newest("trades:ann", ALL), later).messages())
                .isEmpty();
        call(() -> store.tidy(later));
        assertThat(append(publication("trades:ann", 4, null), later).seq()).isEqualTo(4);
        assertThat(seqs(history(ChannelQuery.after("trades:ann", null, 3, ALL), later)))
                .containsExactly(4L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades:ann", "watchlist:BTC-USD"})
    void theSameIdempotencyKeyGivesTheFirstNumberAgain(String channel) {
        Numbered first = append(publication(channel, 1, "k"), NOON);
        append(channel, 2);
        Numbered again = append(publication(channel, 3, "k"), NOON.plusSeconds(5));

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Numbered(first.epoch(), 1, true));
        assertThat(append(channel, 4).seq()).isEqualTo(3);
        assertThat(append(publication(channel + "x", 1, "k"), NOON).repeated()).isFalse();
    }

    @Test
    void twoAtOnceWithOneKeyAreKeptOnce() {
        List<Numbered> both = call(() -> Future.all(
                        store.channels().append(publication("trades:ann", 1, "k"), NOON),
                        store.channels().append(publication("trades:ann", 1, "k"), NOON))
                .map(all -> List.<Numbered>of(all.resultAt(0), all.resultAt(1))));

        assertThat(both).extracting(Numbered::repeated).containsExactly(false, true);
        assertThat(seqs(after("trades:ann", null, 0))).containsExactly(1L);
    }

    @Test
    void aKeyIsFreeAgainWhenItsMessageIsForgotten() {
        append(publication("trades:ann", 1, "k"), NOON);
        append("trades:ann", 2, KEPT + 1);

        assertThat(append(publication("trades:ann", 1, "k"), NOON).repeated()).isFalse();
    }

    @Test
    void nothingIsKeptOfChannelsWhereNothingIsSaid() {
        append("watchlist:BTC-USD", 1, 3);
        ChannelHead head = head("watchlist:BTC-USD");

        ChannelHistory history = after("watchlist:BTC-USD", head.epoch(), 2);
        assertThat(history.messages()).isEmpty();
        assertThat(history.reason()).isEqualTo(Unrecovered.NOT_KEPT);
        assertThat(history.at()).isEqualTo(head);
        assertThat(after("watchlist:BTC-USD", head.epoch(), 3).recovered()).isTrue();
        assertThat(after("watchlist:BTC-USD", null, 0).recovered()).isFalse();
    }

    @Test
    void aChannelThatNobodyPublishedToHasNoEpoch() {
        for (String channel : List.of("trades:ann", "watchlist:BTC-USD")) {
            assertThat(head(channel).epoch()).isNull();
            assertThat(head(channel).seq()).isZero();
        }
        assertThat(after("trades:ann", null, 0).recovered()).isTrue();
        assertThat(after("trades:ann", null, 0).at()).isEqualTo(new ChannelHead(null, 0, true));
    }

    @Test
    void oddNamesDoNotReachIntoEachOther() {
        List<String> channels =
                List.of("trades:a", "trades:a\u0000", "trades:a\u0000b", "trades:a\u0001", "trades:{a}");
        channels.forEach(channel -> append(publication(channel, channel.hashCode(), "k"), NOON));

        for (String channel : channels) {
            assertThat(numbers(after(channel, null, 0))).containsExactly(channel.hashCode());
        }
    }

    /** Publications and questions as they come, and time that goes on meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensIsWhatTheModelSays(long seed) {
        Random random = new Random(seed);
        ChannelModel model = new ChannelModel(TERMS);
        Instant now = NOON;
        for (int step = 0; step < 250; step++) {
            now = now.plusSeconds(random.nextInt(20) == 0 ? random.nextInt(60_000) : random.nextInt(100));
            if (random.nextBoolean()) {
                String key = random.nextBoolean() ? null : "k" + random.nextInt(6);
                Numbered numbered = append(publication("trades:ann", step, key), now);
                assertThat(List.of(numbered.seq(), numbered.repeated())).isEqualTo(model.append(step, key, now));
            } else {
                boolean newest = random.nextInt(4) == 0;
                boolean another = !newest && random.nextInt(5) == 0;
                Long seq = newest ? null : (Long) (long) random.nextInt((int) model.last() + 3);
                long limit = 1 + random.nextInt(KEPT + 2);
                ChannelQuery query = new ChannelQuery("trades:ann", another ? "another" : null, seq, limit);
                ChannelHistory history = history(query, now);
                assertThat(new ChannelModel.Answer(
                                history.seq(),
                                history.at().seq(),
                                history.recovered(),
                                history.reason(),
                                numbers(history)))
                        .as(query.toString())
                        .isEqualTo(model.history(query, now));
            }
        }
    }
}
