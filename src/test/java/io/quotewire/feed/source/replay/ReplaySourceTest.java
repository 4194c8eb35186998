package io.quotewire.feed.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.SkipReason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceTest {
    private static final double FAST = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final CollectingSink sink = new CollectingSink();
    private ReplaySource source;

    @TempDir
    private Path folder;

    @AfterEach
    void stopAndCountWhatIsLeft() throws Exception {
        if (source != null) {
            finish(onLoop(source::stop));
            assertThat(source.held()).isZero();
        }
        finish(vertx.close());
    }

    @Test
    void everyMessageIsPlayedInOrderAndThenItEndsCleanly() throws Exception {
        List<String> lines = matches(3_000);
        play(Recordings.zipped(folder, lines), FAST, false);
        awaitState(FeedState.DISCONNECTED);

        assertThat(sink.prices())
                .isEqualTo(IntStream.rangeClosed(1, 3_000)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(sink.states()).containsExactly(FeedState.CONNECTING, FeedState.CONNECTED, FeedState.DISCONNECTED);
        assertThat(sink.reason()).isEqualTo("recording ended");
        assertThat(sink.changes().get(1).reason()).contains("Coinbase Exchange").contains("at speed 1000000");
        await().until(() -> source.held() == 0);
    }

    @Test
    void timeBetweenMessagesIsKept() throws Exception {
        // An hour lies between the two: at speed 1 the second does not come now, at a million it does.
        List<String> lines = List.of(
                Recordings.line(0, Recordings.match("A-B", "1", 1)),
                Recordings.line(3_600_000_000L, Recordings.match("A-B", "2", 2)));
        play(Recordings.plain(folder, lines), 1, false);
        await().until(() -> sink.prices().size() == 1);

        assertThat(source.held()).as("a timer waits for the second").isPositive();
        assertThat(source.state()).isEqualTo(FeedState.CONNECTED);
    }

    @Test
    void aLoopBeginsAgainAndNumbersAnew() throws Exception {
        play(Recordings.plain(folder, matches(3)), FAST, true);
        await().until(() -> sink.prices().size() >= 9);

        assertThat(sink.prices().subList(0, 9)).containsExactly("1", "2", "3", "1", "2", "3", "1", "2", "3");
        assertThat(sink.restarts()).isGreaterThanOrEqualTo(3);
        assertThat(sink.states()).containsExactly(FeedState.CONNECTING, FeedState.CONNECTED);
    }

    @Test
    void aBrokenLineIsCountedAndTheRestPlayed() throws Exception {
        List<String> lines = List.of(
                "not json",
                Recordings.line(0, Recordings.match("A-B", "1", 1)),
                Recordings.line(1, "{\"type\":\"match\""),
                Recordings.line(2, "{\"type\":null}"),
                Recordings.line(3, Recordings.match("A-B", "2", 2)));
        play(Recordings.plain(folder, lines), FAST, false);
        awaitState(FeedState.DISCONNECTED);

        assertThat(sink.prices()).containsExactly("1", "2");
        assertThat(sink.skippedFor(SkipReason.MALFORMED)).isEqualTo(3);
        assertThat(sink.receivedCount()).isEqualTo(5);
    }

    @Test
    void aCutGzipFailsAfterWhatItHeld() throws Exception {
        play(Recordings.truncated(folder, matches(200)), FAST, true);
        awaitState(FeedState.FAILED);

        assertThat(sink.reason()).endsWith("the gzip data ends too early");
        assertThat(sink.prices()).isNotEmpty().hasSizeLessThan(200);
        assertThat(sink.prices().get(0)).isEqualTo("1");
    }

    @Test
    void aMissingFileFails() throws Exception {
        play(folder.resolve("none.gz"), FAST, false);
        awaitState(FeedState.FAILED);

        assertThat(sink.reason()).endsWith("none.gz: no such file");
    }

    @Test
    void anUnknownExchangeFailsAndSaysWhichAreKnown() throws Exception {
        play(Recordings.plain(folder, List.of(Recordings.line(0, "{\"channel\":\"heartbeat\"}"))), FAST, false);
        awaitState(FeedState.FAILED);

        assertThat(sink.reason()).contains("no exchange known here").contains("Coinbase Exchange, Binance");
        assertThat(sink.skippedFor(SkipReason.OTHER_KIND)).isEqualTo(1);
    }

    @Test
    void aLongRecordingOfAnUnknownExchangeIsGivenUpEarly() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add(Recordings.line(i, "{\"channel\":\"heartbeat\"}"));
        }
        play(Recordings.plain(folder, lines), FAST, true);
        awaitState(FeedState.FAILED);

        assertThat(sink.receivedCount()).isEqualTo(1_000);
    }

    @Test
    void anEmptyRecordingFailsEvenInALoop() throws Exception {
        play(Recordings.plain(folder, List.of()), FAST, true);
        awaitState(FeedState.FAILED);
    }

    @Test
    void aMessageOfFiveMegabytesPasses() throws Exception {
        String book = "{\"type\":\"snapshot\",\"product_id\":\"A-B\",\"asks\":["
                + "[\"14.8024\",\"12.77\"],".repeat(260_000) + "[\"1\",\"2\"]]}";
        List<String> lines = List.of(
                Recordings.line(0, book),
                Recordings.line(1, Recordings.match("A-B", "1", 1)),
                Recordings.line(2, book),
                Recordings.line(3, Recordings.match("A-B", "2", 2)));
        play(Recordings.zipped(folder, lines), FAST, false);
        awaitState(FeedState.DISCONNECTED);

        assertThat(book.length()).isGreaterThan(5_000_000);
        assertThat(sink.prices()).containsExactly("1", "2");
        assertThat(sink.skippedFor(SkipReason.SNAPSHOT)).isEqualTo(2);
    }

    @Test
    void stoppingInTheMiddleReleasesEverything() throws Exception {
        play(Recordings.zipped(folder, matches(3_000)), 0.001, true);
        await().until(() -> !sink.prices().isEmpty());

        finish(onLoop(source::stop));

        assertThat(source.held()).isZero();
        assertThat(source.state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(sink.reason()).isEqualTo("stopped");
    }

    private static List<String> matches(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> Recordings.line(i * 1_000L, Recordings.match("A-B", Integer.toString(i), i)))
                .toList();
    }

    private void play(Path file, double speed, boolean loop) throws Exception {
        finish(onLoop(() -> {
            source = new ReplaySource(
                    vertx,
                    new ReplaySettings("replay", file, speed, loop, Seek.START),
                    sink,
                    () -> System.nanoTime() / 1_000);
            source.start();
            return Future.succeededFuture();
        }));
    }

    private void awaitState(FeedState state) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> !sink.states().isEmpty()
                        && sink.states().get(sink.states().size() - 1) == state);
    }

    private <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> task.get().onComplete(done));
        return done.future();
    }

    private static <T> T finish(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
